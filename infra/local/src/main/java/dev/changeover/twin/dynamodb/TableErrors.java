package dev.changeover.twin.dynamodb;

import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** DynamoDB's refusals. Codes are those of botocore's dynamodb 2012-08-10 model, words those callers have reported. */
final class TableErrors {
    private TableErrors() {}

    static AwsError invalid(String message) {
        return new AwsError("ValidationException", 400, message);
    }

    /** For what AWS has and the twin has not: it is named, never half done. */
    static AwsError unsupported(String what) {
        return invalid("The twin does not support " + what + ".");
    }

    static AwsError noTable() {
        return new AwsError("ResourceNotFoundException", 400, "Requested resource not found");
    }

    static AwsError noTable(String name) {
        return new AwsError(
                "ResourceNotFoundException", 400, "Requested resource not found: Table: " + name + " not found");
    }

    static AwsError tableExists(String name) {
        return new AwsError("ResourceInUseException", 400, "Table already exists: " + name);
    }

    /** {@code shown} is the item as it is, if the caller asked for it. */
    static AwsError conditionFailed(Map<String, Value> shown) {
        return new AwsError(
                "ConditionalCheckFailedException",
                400,
                "The conditional request failed",
                shown.isEmpty() ? Map.of() : Map.of("Item", ValueJson.write(shown)));
    }

    /** One reason for each write of the transaction, in order; its code is None where nothing was wrong. */
    static AwsError cancelled(List<Map<String, Object>> reasons) {
        String codes =
                reasons.stream().map(reason -> reason.get("Code").toString()).collect(Collectors.joining(", "));
        return new AwsError(
                "TransactionCanceledException",
                400,
                "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]",
                Map.of("CancellationReasons", reasons));
    }

    static AwsError tokenReused() {
        return new AwsError(
                "IdempotentParameterMismatchException",
                400,
                "The request uses the same client token as a previous, but non-identical request.");
    }

    /** Two of the three Regions of a strongly consistent table have to agree, and no two can be reached. */
    static AwsError noQuorum() {
        return new AwsError("InternalServerError", 500, "Internal server error");
    }
}
