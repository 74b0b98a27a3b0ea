package dev.changeover.twin.ssm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What StartAutomationExecution is asked; {@code caller} is the ARN of whoever asks. */
public record StartRequest(
        String document,
        Optional<String> version,
        Map<String, List<String>> parameters,
        Optional<String> token,
        Mode mode,
        String caller) {
    /** Interactive executions wait for a signal before each step. */
    public enum Mode {
        Auto,
        Interactive
    }

    public StartRequest {
        parameters = Map.copyOf(parameters);
    }

    public static StartRequest of(String document, Map<String, List<String>> parameters) {
        return new StartRequest(document, Optional.empty(), parameters, Optional.empty(), Mode.Auto, Signal.NOBODY);
    }

    public StartRequest withToken(String sent) {
        return new StartRequest(document, version, parameters, Optional.of(sent), mode, caller);
    }

    public StartRequest withVersion(String sent) {
        return new StartRequest(document, Optional.of(sent), parameters, token, mode, caller);
    }

    public StartRequest interactive() {
        return new StartRequest(document, version, parameters, token, Mode.Interactive, caller);
    }
}
