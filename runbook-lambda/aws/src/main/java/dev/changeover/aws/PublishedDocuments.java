package dev.changeover.aws;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DuplicateDocumentContentException;

/** Automation documents in Systems Manager: published the same in every Region, the newest version the default one. */
public final class PublishedDocuments {
    private PublishedDocuments() {}

    /** Publishes one document in each Region, and says for each how that went. The same content twice does no harm. */
    public static Map<Region, Answer> publish(AwsAccount account, List<Region> regions, String name, String yaml) {
        Map<Region, Answer> answers = new LinkedHashMap<>();
        for (Region region : regions) {
            answers.put(
                    region,
                    account.caller()
                            .ask(
                                    "Systems Manager in " + region,
                                    account.caller().bound().multipliedBy(CALLS),
                                    () -> {
                                        publish(account.clients().systemsManager(region), name, yaml);
                                        return name;
                                    })
                            .answer());
        }
        return answers;
    }

    /** At most: create, update, make it the default. */
    private static final int CALLS = 3;

    private static void publish(SsmClient systemsManager, String name, String yaml) {
        try {
            systemsManager.createDocument(create -> create.name(name)
                    .documentType(DocumentType.AUTOMATION)
                    .documentFormat(DocumentFormat.YAML)
                    .content(yaml));
        } catch (DocumentAlreadyExistsException there) {
            renew(systemsManager, name, yaml);
        }
    }

    private static void renew(SsmClient systemsManager, String name, String yaml) {
        try {
            String version = systemsManager
                    .updateDocument(update -> update.name(name)
                            .documentVersion("$LATEST")
                            .documentFormat(DocumentFormat.YAML)
                            .content(yaml))
                    .documentDescription()
                    .documentVersion();
            systemsManager.updateDocumentDefaultVersion(
                    update -> update.name(name).documentVersion(version));
        } catch (DuplicateDocumentContentException same) {
            // The newest version has this content already, and was made the default when it came.
        }
    }
}
