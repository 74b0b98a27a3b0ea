package dev.changeover.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.shop.ShopConfig.DatabaseLimits;
import dev.changeover.shop.ShopConfig.Door;
import dev.changeover.shop.ShopConfig.Shoppers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShopConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("SHOP_REGION", "us-east-1", "SHOP_PORT", "4574", "SHOP_SECRET_ID", "shop");

    @Test
    void hasTheseDefaults() {
        assertThat(ShopConfig.from(LEAST))
                .isEqualTo(new ShopConfig(
                        "us-east-1",
                        new Door("127.0.0.1", 4574),
                        "shop",
                        new DatabaseLimits(
                                Duration.ofMillis(800), Duration.ofSeconds(3), 8, "prefer", new Forwarding.Off()),
                        new Shoppers(600_000, Optional.empty())));
        assertThat(ShopConfig.from(LEAST).database()).isEqualTo(DatabaseLimits.defaults());
    }

    @Test
    void saysWhatIsWrongInOneSentence() {
        refuses("SHOP_REGION", "", "SHOP_REGION is not set");
        refuses("SHOP_REGION", "Ohio", "SHOP_REGION must be an AWS Region such as us-east-1, not \"Ohio\"");
        refuses("SHOP_PORT", "http", "SHOP_PORT must be a number of at most nine digits, not \"http\"");
        refuses("SHOP_PORT", "99999999999", "SHOP_PORT must be a number of at most nine digits, not \"99999999999\"");
        refuses("SHOP_PORT", "70000", "SHOP_PORT must be 0 to 65535, not 70000");
        refuses(
                "SHOP_ADDRESS",
                "192.0.2.1",
                "SHOP_ADDRESS must be 127.0.0.1 (this machine alone) or 0.0.0.0 (whoever the network lets through), not"
                        + " \"192.0.2.1\"");
        refuses("SHOP_POOL_SIZE", "0", "SHOP_POOL_SIZE must be 1 to 50, not 0");
        refuses("SHOP_REQUEST_BUDGET_MS", "1", "SHOP_REQUEST_BUDGET_MS must be 50 to 30000, not 1");
        refuses("SHOP_TABLE", "a b", "SHOP_TABLE must name a DynamoDB table of this account and Region, not \"a b\"");
        refuses(
                "SHOP_WRITE_FORWARDING",
                "on",
                "SHOP_WRITE_FORWARDING must be one of off, eventual, session, global, not \"on\"");
        refuses(
                "SHOP_WRITE_FORWARDING",
                "session",
                "SHOP_READER must be the host:port of this Region's reader, not \"\"");
        refuses("SHOP_PASSWORD_ROUNDS", "1", "SHOP_PASSWORD_ROUNDS must be 1000 to 10000000, not 1");
        refuses(
                "SHOP_SECRET_ID",
                "arn:aws:secretsmanager:us-west-2:123456789012:secret:shop-AbCdEf",
                "SHOP_SECRET_ID is an ARN of us-west-2 but SHOP_REGION is us-east-1: a shop reads the secret of its own"
                        + " Region, or it would fall with the other");
    }

    /** In a container a load balancer asks from elsewhere. */
    @Test
    void opensToTheNetworkOnlyWhenTold() {
        var environment = new HashMap<>(LEAST);
        environment.put("SHOP_ADDRESS", "0.0.0.0");
        assertThat(ShopConfig.from(environment).door()).hasToString("0.0.0.0:4574");
    }

    @Test
    void refusesASettingItDoesNotKnowAndSaysWhichItKnows() {
        var environment = new HashMap<>(LEAST);
        environment.put("SHOP_POOLSIZE", "3");
        assertThatThrownBy(() -> ShopConfig.from(environment))
                .hasMessageStartingWith("SHOP_POOLSIZE is not a setting of the shop")
                .hasMessageContaining("SHOP_POOL_SIZE");
    }

    @Test
    void neverShowsASecret() {
        var secret = DatabaseSecret.parse("{\"host\":\"db\",\"port\":\"5433\",\"username\":\"shop\","
                + "\"password\":\"let-me-in\",\"dbname\":\"shop\"}");
        assertThat(secret.port()).isEqualTo(5433);
        assertThat(secret).hasToString("***@db:5433/shop");
        assertThatThrownBy(() -> DatabaseSecret.parse("{\"password\":\"let-me-in\""))
                .hasMessage("the secret is not JSON")
                .hasNoCause();
        assertThatThrownBy(() -> DatabaseSecret.parse("{\"password\":\"let-me-in\"}"))
                .hasMessage("the secret has no host");
    }

    private static void refuses(String name, String value, String sentence) {
        var environment = new HashMap<>(LEAST);
        environment.put(name, value);
        assertThatThrownBy(() -> ShopConfig.from(environment)).hasMessage(sentence);
    }
}
