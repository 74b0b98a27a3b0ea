package dev.changeover.twin.ssm;

/** The parts of Systems Manager the twin has; {@code ground} is what Automation stands on. */
public record SystemsManager(
        Documents documents, Automation automation, ParameterStore parameters, Automation.Ground ground) {
    /** Begins empty, and ends with the process. */
    public static SystemsManager on(Automation.Ground ground) {
        return on(ground, Shelf.none());
    }

    /** Goes on with what lies on the shelf, and keeps everything there. */
    public static SystemsManager on(Automation.Ground ground, Shelf shelf) {
        var documents = new Documents(ground.timeline(), shelf);
        return new SystemsManager(
                documents,
                new Automation(ground, documents, shelf),
                new ParameterStore(ground.timeline(), shelf),
                ground);
    }
}
