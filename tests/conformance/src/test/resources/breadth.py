import os
import time
import boto3
from botocore.exceptions import ClientError

base = int(os.environ["AWS_ENDPOINT_URL"].rsplit(":", 1)[1])


def client(name, region="us-east-1", **more):
    return boto3.client(name, region_name=region, **more)


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"] + ": " + error.response["Error"]["Message"]
    raise AssertionError("it was not refused")


def gone(describe, **which):
    """Waits until what is being deleted is no more."""
    for _ in range(100):
        try:
            describe(**which)
        except ClientError:
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")


# --- Routing controls: what the command above created, listed and described, and one gating rule -------------------
config = client("route53-recovery-control-config", "us-west-2")
arn = config.list_clusters()["Clusters"][0]["ClusterArn"]
print("describe_cluster:", config.describe_cluster(ClusterArn=arn)["Cluster"]["Status"])
panels = {panel["Name"]: panel["ControlPanelArn"] for panel in config.list_control_panels()["ControlPanels"]}
print("list_control_panels:", sorted(panels))
panel = panels["orders"]
print("describe_control_panel:", config.describe_control_panel(ControlPanelArn=panel)["ControlPanel"]["RoutingControlCount"])
controls = {
    control["Name"]: control["RoutingControlArn"]
    for control in config.list_routing_controls(ControlPanelArn=panel)["RoutingControls"]
}
print("list_routing_controls:", sorted(controls))
gate = config.create_routing_control(ClusterArn=arn, ControlPanelArn=panel, RoutingControlName="gate")["RoutingControl"]
print("create_routing_control:", gate["Name"], gate["Status"])
rule = config.create_safety_rule(
    GatingRule={
        "ControlPanelArn": panel,
        "GatingControls": [gate["RoutingControlArn"]],
        "TargetControls": [controls["us-west-2"]],
        "Name": "only-with-the-gate-open",
        "RuleConfig": {"Type": "ATLEAST", "Threshold": 1, "Inverted": False},
        "WaitPeriodMs": 0,
    }
)["GatingRule"]
print("create_safety_rule:", rule["Name"], rule["Status"])
print("describe_safety_rule:", config.describe_safety_rule(SafetyRuleArn=rule["SafetyRuleArn"])["GatingRule"]["Name"])
kinds = [kind for each in config.list_safety_rules(ControlPanelArn=panel)["SafetyRules"] for kind in each]
print("list_safety_rules:", sorted(kinds))

tokyo = client("route53-recovery-cluster", "ap-northeast-1", endpoint_url=f"http://127.0.0.1:{base + 4}")
shut = dict(RoutingControlArn=controls["us-west-2"], RoutingControlState="On")
print("update_routing_control_state, gate shut:", refused(tokyo.update_routing_control_state, **shut))
tokyo.update_routing_control_state(**shut, SafetyRulesToOverride=[rule["SafetyRuleArn"]])
print("... the rule overridden by name:", tokyo.get_routing_control_state(RoutingControlArn=controls["us-west-2"])["RoutingControlState"])
stranger = client("route53-recovery-cluster", "us-east-1", endpoint_url=f"http://127.0.0.1:{base + 4}")
print("signed for another Region:", refused(stranger.list_routing_controls))
config.delete_safety_rule(SafetyRuleArn=rule["SafetyRuleArn"])
gone(config.describe_safety_rule, SafetyRuleArn=rule["SafetyRuleArn"])
config.delete_routing_control(RoutingControlArn=gate["RoutingControlArn"])
gone(config.describe_routing_control, RoutingControlArn=gate["RoutingControlArn"])
print("delete_cluster, still in use:", refused(config.delete_cluster, ClusterArn=arn))

# --- Route 53: what follows the controls -------------------------------------------------------------------------------
dns = client("route53")
zone = dns.list_hosted_zones()["HostedZones"][0]
print("list_hosted_zones:", zone["Name"])
print("get_hosted_zone:", dns.get_hosted_zone(Id=zone["Id"])["HostedZone"]["ResourceRecordSetCount"])
for records in dns.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]:
    print("list_resource_record_sets:", records["Name"], records["Type"], records.get("Failover", ""))
for check in dns.list_health_checks()["HealthChecks"]:
    seen = dns.get_health_check_status(HealthCheckId=check["Id"])["HealthCheckObservations"][0]["StatusReport"]["Status"]
    print("get_health_check_status:", check["HealthCheckConfig"]["Type"], seen)
print("delete_hosted_zone, not empty:", refused(dns.delete_hosted_zone, Id=zone["Id"]))

# --- Secrets: versions, deletion with a way back --------------------------------------------------------------------------
secrets = client("secretsmanager")
made = secrets.create_secret(Name="orders/spare", SecretString="one")
token = "0" * 32
secrets.put_secret_value(SecretId="orders/spare", SecretString="two", ClientRequestToken=token)
again = secrets.put_secret_value(SecretId="orders/spare", SecretString="two", ClientRequestToken=token)
print("put_secret_value, the same twice:", again["VersionId"] == token)
print(
    "put_secret_value, the token for another value:",
    refused(secrets.put_secret_value, SecretId="orders/spare", SecretString="three", ClientRequestToken=token),
)
stages = [version["VersionStages"] for version in secrets.list_secret_version_ids(SecretId="orders/spare")["Versions"]]
print("list_secret_version_ids:", sorted(stages))
secrets.delete_secret(SecretId="orders/spare", RecoveryWindowInDays=7)
print("get_secret_value, deleted:", refused(secrets.get_secret_value, SecretId="orders/spare"))
secrets.restore_secret(SecretId="orders/spare")
print("restore_secret:", secrets.get_secret_value(SecretId="orders/spare")["SecretString"])
secrets.delete_secret(SecretId="orders/spare", ForceDeleteWithoutRecovery=True)
print("list_secrets:", [secret["Name"] for secret in secrets.list_secrets()["SecretList"]])

# --- CloudWatch and STS in the other Region --------------------------------------------------------------------------
watch = client("cloudwatch", "us-west-2")
watch.put_metric_data(Namespace="Orders", MetricData=[{"MetricName": "Failed", "Value": 3.0, "Unit": "Count"}])
print("list_metrics:", [metric["MetricName"] for metric in watch.list_metrics(Namespace="Orders")["Metrics"]])
print("describe_alarms:", watch.describe_alarms()["MetricAlarms"])
print("get_caller_identity:", client("sts", "us-west-2").get_caller_identity()["Account"])
print("not answered:", refused(client("sqs").list_queues))
