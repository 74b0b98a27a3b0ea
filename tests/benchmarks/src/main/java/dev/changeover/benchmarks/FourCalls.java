package dev.changeover.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** A function that does nothing but four calls to AWS, with clients made as ours are. */
public final class FourCalls implements RequestStreamHandler {
    private static final Map<String, AttributeValue> KEY =
            Map.of("pk", AttributeValue.fromS("CHANGEOVER#1"), "sk", AttributeValue.fromS("HEAD"));

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final DynamoDbClient tables = made(DynamoDbClient.builder());
    private final SsmClient parameters = made(SsmClient.builder());
    private final SecretsManagerClient secrets = made(SecretsManagerClient.builder());
    private final StsClient identity = made(StsClient.builder());

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C made(B builder) {
        return builder.httpClient(http).defaultsMode(DefaultsMode.LEGACY).build();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        tables.getItem(read -> read.tableName("journal").key(KEY).consistentRead(true));
        parameters.getParameter(read -> read.name("/changeover/plans/shop"));
        secrets.getSecretValue(read -> read.secretId("shop/database"));
        String arn = identity.getCallerIdentity().arn();
        out.write(("{\"arn\":\"" + arn + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
