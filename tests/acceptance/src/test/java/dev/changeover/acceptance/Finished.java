package dev.changeover.acceptance;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has ended, and all it said. */
record Finished(List<String> words, int code, String out, String err) {
    /** What it wrote to stdout with {@code -o json}. */
    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    List<String> errLines() {
        return err.lines().filter(line -> !line.isBlank()).toList();
    }

    @Override
    public String toString() {
        return "changeover " + String.join(" ", words) + "\nexit " + code + "\n--- stdout\n" + out + "--- stderr\n"
                + err;
    }
}
