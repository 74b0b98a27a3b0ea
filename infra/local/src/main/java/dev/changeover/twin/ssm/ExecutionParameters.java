package dev.changeover.twin.ssm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values an execution starts with, from those sent and the document's defaults. */
final class ExecutionParameters {
    /** StartAutomationExecution API reference, read 2026; botocore's AutomationParameterMap says the same. */
    private static final int COUNT_MAX = 200;

    private static final int VALUES_MAX = 50;
    private static final int LENGTH_MAX = 512;

    private ExecutionParameters() {}

    static Map<String, Object> values(Runbook runbook, Map<String, List<String>> sent) {
        requireSizes(sent);
        for (String name : sent.keySet()) {
            if (!runbook.parameters().containsKey(name)) {
                throw SsmFaults.executionParameters("The document has no parameter " + name + ".");
            }
        }
        var values = new LinkedHashMap<String, Object>();
        for (ParameterRule rule : runbook.parameters().values()) {
            values.put(rule.name(), value(rule, sent));
        }
        return values;
    }

    private static Object value(ParameterRule rule, Map<String, List<String>> sent) {
        if (!sent.containsKey(rule.name())) {
            return rule.defaultValue()
                    .orElseThrow(() -> SsmFaults.executionParameters(
                            "Parameter " + rule.name() + " has no default and was not sent."));
        }
        return switch (rule.read(sent.get(rule.name()))) {
            case ParameterRule.Checked.Right(var value) -> value;
            case ParameterRule.Checked.Wrong(var why) -> throw SsmFaults.executionParameters(why);
        };
    }

    private static void requireSizes(Map<String, List<String>> sent) {
        if (sent.size() > COUNT_MAX) {
            throw SsmFaults.validation("At most " + COUNT_MAX + " parameters may be sent.");
        }
        sent.forEach((name, values) -> {
            if (values.size() > VALUES_MAX) {
                throw SsmFaults.validation("Parameter " + name + " has more than " + VALUES_MAX + " values.");
            }
            values.stream()
                    .filter(value -> value.length() > LENGTH_MAX)
                    .findFirst()
                    .ifPresent(_ -> {
                        throw SsmFaults.validation(
                                "A value of parameter " + name + " is longer than " + LENGTH_MAX + " characters.");
                    });
        });
    }
}
