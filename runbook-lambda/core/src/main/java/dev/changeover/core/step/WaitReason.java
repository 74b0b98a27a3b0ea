package dev.changeover.core.step;

/** Why a changeover waits, in words an operator reads. */
public enum WaitReason {
    APPROVAL_NEEDED("a second person must approve"),
    WORLD_UNREADABLE("something needed cannot be read yet"),
    DATABASE_UNREADABLE("the RDS API does not answer"),
    SOURCE_REGION_SILENT("the Region to be left does not answer; if it is down, escalate and accept the loss"),
    PROMOTION_RUNNING("RDS is moving the writer"),
    DATABASE_SETTLING("the database is not available yet"),
    REPLICA_RESYNCING("the replica is still catching up"),
    SECRET_UNREADABLE("Secrets Manager does not answer"),
    SECRET_HOME_SILENT("the secret's home Region does not answer; asking it again"),
    SECRET_REPLICATING("the secret has not reached the target Region yet"),
    NOT_WRITABLE_YET("the application cannot write in the target Region yet"),
    ROUTING_UNREADABLE("no ARC cluster endpoint answers"),
    DNS_NOT_MOVED("DNS does not answer the target Region yet"),
    NOT_HEALTHY_YET("the application is not healthy in the target Region yet"),
    REPLY_LOST("the reply was lost; looking whether it was done"),
    EFFECT_NOT_VISIBLE("accepted, but nothing to be seen yet"),
    REFUSED_FOR_NOW("refused for now; asking again shortly");

    private final String inWords;

    WaitReason(String inWords) {
        this.inWords = inWords;
    }

    public String inWords() {
        return inWords;
    }
}
