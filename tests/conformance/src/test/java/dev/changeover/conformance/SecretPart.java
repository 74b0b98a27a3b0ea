package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Regions;

/** A secret with two versions, and its replica in the other Region. */
record SecretPart(Transcript transcript, Waits.Awaiting awaiting) {
    private static final String SECRET = "--secret-id orders/database";
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";

    void play(TwinAccount account) {
        transcript.heading("Secrets");
        versions();
        replica(account);
        delete();
    }

    private Shell.Ended aws(String line) {
        return transcript.run("aws secretsmanager " + line).wentWell();
    }

    private void versions() {
        aws("create-secret --name orders/database --client-request-token " + FIRST
                + " --secret-string '{\"host\":\"orders-east\",\"port\":5432}'");
        aws("put-secret-value " + SECRET + " --client-request-token " + SECOND + " --version-stages AWSPENDING"
                + " --secret-string '{\"host\":\"orders-west\",\"port\":5432}'");
        assertThat(aws("get-secret-value " + SECRET + " --query SecretString").out())
                .contains("orders-east");
        aws("update-secret-version-stage " + SECRET + " --version-stage AWSCURRENT --move-to-version-id " + SECOND
                + " --remove-from-version-id " + FIRST);
        transcript.say("The label moves only from where it is said to be.");
        Shell.Ended refused = transcript.run("aws secretsmanager update-secret-version-stage " + SECRET
                + " --version-stage AWSCURRENT --move-to-version-id " + FIRST + " --remove-from-version-id " + FIRST);
        assertThat(refused.err()).contains("InvalidParameterException");
        assertThat(aws("get-secret-value " + SECRET + " --query SecretString").out())
                .contains("orders-west");
    }

    private void replica(TwinAccount account) {
        aws("replicate-secret-to-regions " + SECRET + " --add-replica-regions Region=us-west-2");
        awaitReplicas(account, 1);
        assertThat(aws("describe-secret " + SECRET + " --region us-west-2 --query '[ARN,PrimaryRegion]'")
                        .out())
                .contains("us-west-2", "us-east-1");
        transcript.say("A replica refuses a write.");
        Shell.Ended refused = transcript.run(
                "aws secretsmanager put-secret-value " + SECRET + " --region us-west-2 --secret-string '{}'");
        assertThat(refused.err()).contains("replica secret");
        aws("remove-regions-from-replication " + SECRET + " --remove-replica-regions us-west-2");
        awaitReplicas(account, 0);
        aws("replicate-secret-to-regions " + SECRET + " --add-replica-regions Region=us-west-2 --query ARN");
        awaitReplicas(account, 1);
        transcript.say("Promoted in its own Region, it is a secret of its own.");
        aws("stop-replication-to-replica " + SECRET + " --region us-west-2");
        aws("put-secret-value " + SECRET + " --region us-west-2 --secret-string '{}' --client-request-token " + FIRST
                + "-w --query VersionStages");
        aws("list-secrets --region us-west-2 --query 'SecretList[].Name'");
    }

    private void awaitReplicas(TwinAccount account, int count) {
        awaiting.until(
                "replicas",
                () -> account.secrets().list(Regions.US_WEST_2, false).size() == count);
    }

    private void delete() {
        aws("delete-secret " + SECRET + " --region us-west-2 --force-delete-without-recovery --query Name");
        Shell.Ended gone = transcript.run("aws secretsmanager get-secret-value " + SECRET + " --region us-west-2");
        assertThat(gone.err()).contains("ResourceNotFoundException");
    }
}
