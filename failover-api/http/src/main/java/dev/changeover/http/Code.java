package dev.changeover.http;

import dev.changeover.core.port.PortFailure;
import dev.changeover.operations.JournalUnreadable;
import java.util.Locale;

/** Every way a request can be refused. The names are part of the contract and never change. */
public enum Code {
    BODY_MISSING(400, "Body missing", "send a JSON object, as the contract says"),
    MALFORMED_JSON(400, "Malformed JSON", "send one JSON object in UTF-8, without duplicate keys"),
    UNKNOWN_KEY(400, "Unknown key", "leave the key away, or spell it as the contract does"),
    KEY_MISSING(400, "Key missing", "add the key"),
    WRONG_TYPE(400, "Wrong type", "send the type that the contract names"),
    BAD_VALUE(400, "Value not possible", "choose a value that the contract allows"),
    UNKNOWN_PARAMETER(400, "Unknown parameter", "leave the parameter away, or spell it as the contract does"),
    BAD_PARAMETER(400, "Parameter not possible", "choose a value that the contract allows"),
    BAD_HEADER(400, "Header missing or not possible", "send the header as the contract says"),
    TOKEN_MISSING(401, "Not signed in", "sign in, and send Authorization: Bearer TOKEN"),
    TOKEN_MALFORMED(401, "Token not readable", "sign in anew"),
    TOKEN_FORGED(401, "Token not signed by the provider", "sign in anew"),
    TOKEN_EXPIRED(401, "Token expired", "sign in anew"),
    TOKEN_NOT_FOR_US(401, "Token not for this service", "sign in at one of the providers of /v1/sign-in"),
    ROLE_MISSING(403, "Not allowed", "ask somebody with the role, or have it given to you"),
    SECOND_PERSON_NEEDED(403, "Second person needed", "have somebody else with the role approver approve"),
    NO_SUCH_ROUTE(404, "No such address", "look the address up in the contract"),
    NO_SUCH_APPLICATION(404, "No such application", "GET /v1/applications lists those there are"),
    NO_SUCH_CHANGEOVER(404, "No such changeover", "GET /v1/applications/APP/changeovers lists those there are"),
    NO_SUCH_DRILL(404, "No such drill", "GET /v1/applications/APP/drills lists those there are"),
    NO_SUCH_REPORT(404, "No such report", "wait until the drill is over, or ask for html, json or junit"),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "use one of the methods in Allow"),
    NO_STREAM_HERE(406, "No stream here", "poll with since="),
    NOT_ACCEPTABLE(406, "Not acceptable", "accept what the contract says is answered"),
    CHANGEOVER_RUNNING(409, "A changeover is running", "follow the one that runs; a second one is never needed"),
    STALE_PREVIEW(409, "The world has changed", "look at the difference, preview again and decide anew"),
    FINDINGS_BLOCK(409, "Findings stand in the way", "mend them, or acknowledge each by name"),
    GUARDS_REFUSE(409, "Not allowed to start now", "read the reasons; each says what helps"),
    VERB_REFUSED(409, "Not possible now", "look at the changeover's actions: they say what is possible"),
    BODY_TOO_LARGE(413, "Body too large", "send at most 64 KiB"),
    ADDRESS_TOO_LONG(414, "Address too long", "send at most 2048 characters"),
    NOT_JSON(415, "Not JSON", "send Content-Type: application/json"),
    CONFIRM_WRONG(422, "Not confirmed", "type the phrase of the preview"),
    KEY_REUSED(422, "Key used before for another request", "take a fresh Idempotency-Key for another request"),
    TOO_MANY_STREAMS(429, "Too many streams", "poll with since="),
    NOT_HERE_YET(409, "Not done by this service", "do as detail says"),
    JOURNAL_UNAVAILABLE(503, "The journal is not available", "read before asking again; or go on with --break-glass"),
    JOURNAL_DENIED(
            503,
            "The service may not use the journal",
            "give its role the rights on the table that docs/lambda.md lists; meanwhile go on with --break-glass"),
    JOURNAL_DAMAGED(
            503,
            "The journal is damaged",
            "change nothing in it: have the item that detail names looked at, or restored from a backup of the table"),
    WORLD_UNREADABLE(503, "The world cannot be read", "ask the other Region's service, or use --break-glass"),
    SIGN_IN_UNAVAILABLE(503, "Nobody can be signed in", "sign in at another provider, or use --break-glass"),
    BUG(500, "A fault of ours", "try the other Region's service, and report the fault");

    private final int status;
    private final String title;
    private final String whatToDo;

    Code(int status, String title, String whatToDo) {
        this.status = status;
        this.title = title;
        this.whatToDo = whatToDo;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String whatToDo() {
        return whatToDo;
    }

    /** For a journal that did not take what was to be written. */
    static Code of(PortFailure unwritten) {
        return unwritten.code() == PortFailure.Code.DENIED ? JOURNAL_DENIED : JOURNAL_UNAVAILABLE;
    }

    /** For a journal that could not be read. */
    static Code of(JournalUnreadable unreadable) {
        return switch (unreadable.reason()) {
            case JournalUnreadable.Reason.Silent _ -> JOURNAL_UNAVAILABLE;
            case JournalUnreadable.Reason.Denied _ -> JOURNAL_DENIED;
            case JournalUnreadable.Reason.Damaged _ -> JOURNAL_DAMAGED;
        };
    }

    /** As the contract spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
