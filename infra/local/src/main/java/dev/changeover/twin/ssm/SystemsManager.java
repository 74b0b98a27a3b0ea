package dev.changeover.twin.ssm;

/** The parts of Systems Manager the twin has. */
public record SystemsManager(Documents documents, Automation automation, ParameterStore parameters) {
    public static SystemsManager on(Automation.Ground ground) {
        var documents = new Documents(ground.timeline());
        return new SystemsManager(documents, new Automation(ground, documents), new ParameterStore(ground.timeline()));
    }
}
