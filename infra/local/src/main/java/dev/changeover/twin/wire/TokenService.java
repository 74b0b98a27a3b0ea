package dev.changeover.twin.wire;

import dev.changeover.twin.model.Account;
import java.util.List;
import java.util.Map;

/** STS on the wire: who am I, and nothing else. Every key belongs to the twin's operator. */
public final class TokenService {
    private TokenService() {}

    public static RpcService service() {
        return new RpcService(
                "sts",
                List.of(new QueryProtocol("https://sts.amazonaws.com/doc/2011-06-15/")),
                Map.of("GetCallerIdentity", (_, _) -> callerIdentity()));
    }

    private static Map<String, Object> callerIdentity() {
        return Output.of("Arn", Account.arn("iam", "user/operator"))
                .with("UserId", "AIDATWINOPERATOR00000")
                .with("Account", Account.ID)
                .map();
    }
}
