package dev.changeover.http;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.auth.Role;
import dev.changeover.operations.Operations;
import java.util.Map;
import java.util.Optional;

/** One request on its way: who asks, and what the path names. Remembers what the audit should know. */
public final class Call {
    private final Request request;
    private final Optional<Caller> caller;
    private final Map<String, String> path;
    private Optional<ApplicationName> application = Optional.empty();
    private Optional<String> changeover = Optional.empty();
    private String reason = "";
    private AuditEntry.Change change = AuditEntry.Change.NONE;

    Call(Request request, Optional<Caller> caller, Map<String, String> path) {
        this.request = request;
        this.caller = caller;
        this.path = Map.copyOf(path);
    }

    public Request request() {
        return request;
    }

    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("an open route asks who calls"));
    }

    public boolean has(Role role) {
        return caller().roles().contains(role);
    }

    public String named(String part) {
        return path.get(part);
    }

    /** The plan of the application the path names. */
    public ApplicationPlan plan(Operations operations) {
        String name = named("application");
        Optional<ApplicationPlan> plan = name(name).flatMap(operations.plans()::of);
        application = plan.map(ApplicationPlan::name);
        return plan.orElseThrow(
                () -> new Refusal(Code.NO_SUCH_APPLICATION, "there is no application '" + Shown.of(name) + "' here"));
    }

    /** The changeover the path names, whether there is one or not. */
    public ChangeoverId changeoverId() {
        try {
            var id = new ChangeoverId(named("changeover"));
            changeover = Optional.of(id.value());
            return id;
        } catch (IllegalArgumentException none) {
            throw noSuchChangeover();
        }
    }

    public Refusal noSuchChangeover() {
        return new Refusal(
                Code.NO_SUCH_CHANGEOVER, "there is no changeover '" + Shown.of(named("changeover")) + "' here");
    }

    static Optional<ApplicationName> name(String text) {
        try {
            return Optional.of(new ApplicationName(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Who does it, and why. */
    public Actor actor(String because) {
        reason = because;
        return new Actor(caller().who(), because);
    }

    public void about(ApplicationName name) {
        application = Optional.of(name);
    }

    public void about(ApplicationName name, ChangeoverId id) {
        application = Optional.of(name);
        changeover = Optional.of(id.value());
    }

    public void changed(String before, String after) {
        change = AuditEntry.Change.of(before, after);
    }

    AuditEntry entry(Operations operations, String act, String outcome) {
        return new AuditEntry(
                operations.now(),
                new AuditEntry.Who(
                        caller().who(),
                        Optional.of(request.from()),
                        Optional.of(operations.here().region().code())),
                act,
                application,
                changeover,
                reason,
                change,
                outcome);
    }
}
