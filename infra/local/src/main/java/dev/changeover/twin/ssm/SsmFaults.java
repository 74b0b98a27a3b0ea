package dev.changeover.twin.ssm;

import dev.changeover.twin.model.AwsError;

/**
 * Systems Manager's refusals. Codes are those of botocore's ssm 2014-11-06 model, which gives every one HTTP 400; the
 * sentences are ours where AWS publishes none.
 */
final class SsmFaults {
    private SsmFaults() {}

    static AwsError content(String why) {
        return new AwsError("InvalidDocumentContent", 400, why);
    }

    static AwsError schema(String version) {
        return new AwsError(
                "InvalidDocumentSchemaVersion",
                400,
                "The twin runs Automation documents of schema version 0.3 only, not " + version + ".");
    }

    static AwsError tooLarge(int bytes, int bytesMax) {
        return new AwsError(
                "MaxDocumentSizeExceeded", 400, "The document has " + bytes + " bytes, the limit is " + bytesMax + ".");
    }

    static AwsError documentExists() {
        return new AwsError("DocumentAlreadyExists", 400, "The specified document already exists.");
    }

    static AwsError noDocument() {
        return new AwsError("InvalidDocument", 400, "The specified document does not exist.");
    }

    static AwsError noDocumentVersion() {
        return new AwsError("InvalidDocumentVersion", 400, "The document version is not valid or does not exist.");
    }

    static AwsError sameContent() {
        return new AwsError(
                "DuplicateDocumentContent",
                400,
                "The content of the association document matches another document. Change the content of the document"
                        + " and try again.");
    }

    static AwsError sameVersionName() {
        return new AwsError("DuplicateDocumentVersionName", 400, "The specified version name is a duplicate.");
    }

    static AwsError documentOperation(String why) {
        return new AwsError("InvalidDocumentOperation", 400, why);
    }

    static AwsError documents(String why) {
        return new AwsError("DocumentLimitExceeded", 400, why);
    }

    static AwsError documentVersions(String why) {
        return new AwsError("DocumentVersionLimitExceeded", 400, why);
    }

    static AwsError noDefinition(String name) {
        return new AwsError(
                "AutomationDefinitionNotFoundException", 400, "Automation definition " + name + " not found.");
    }

    static AwsError noDefinitionVersion(String name, String version) {
        return new AwsError(
                "AutomationDefinitionVersionNotFoundException",
                400,
                "Automation definition " + name + " has no version " + version + ".");
    }

    static AwsError executionParameters(String why) {
        return new AwsError("InvalidAutomationExecutionParametersException", 400, why);
    }

    static AwsError executions(String why) {
        return new AwsError("AutomationExecutionLimitExceededException", 400, why);
    }

    static AwsError tokenTaken() {
        return new AwsError(
                "IdempotentParameterMismatch",
                400,
                "The client token was used before, with another document or other parameters.");
    }

    static AwsError noExecution(String id) {
        return new AwsError("AutomationExecutionNotFoundException", 400, "Automation execution " + id + " not found.");
    }

    static AwsError noStep(String step) {
        return new AwsError("AutomationStepNotFoundException", 400, "No step " + step + " is there to be signalled.");
    }

    static AwsError signal(String why) {
        return new AwsError("InvalidAutomationSignalException", 400, why);
    }

    static AwsError ended(String id, AutomationStatus status) {
        return new AwsError(
                "InvalidAutomationStatusUpdateException",
                400,
                "Automation execution " + id + " cannot be stopped: it is " + status + ".");
    }

    static AwsError filterKey(String key) {
        return new AwsError("InvalidFilterKey", 400, "The twin does not filter by " + key + ".");
    }

    static AwsError badToken() {
        return new AwsError("InvalidNextToken", 400, "The specified token is not valid.");
    }

    static AwsError validation(String why) {
        return new AwsError("ValidationException", 400, why);
    }

    static AwsError noParameter(String name) {
        return new AwsError("ParameterNotFound", 400, "Parameter " + name + " not found.");
    }

    static AwsError parameter(String code, String why) {
        return new AwsError(code, 400, why);
    }
}
