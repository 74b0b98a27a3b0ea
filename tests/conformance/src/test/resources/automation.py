import sys
import time

import boto3
from botocore.exceptions import ClientError

DOCUMENTS = sys.argv[1]
EXECUTION_MAX = 60  # seconds; what is waited for below takes about two
NAMES = ["Changeover-Failover", "Changeover-Failback", "Changeover-Drill"]


def client(user):
    return boto3.client("ssm", region_name="us-west-2", aws_access_key_id=user, aws_secret_access_key="twin")


def refused(call, **members):
    try:
        call(**members)
    except ClientError as error:
        return "%s: %s" % (error.response["Error"]["Code"], error.response["Error"]["Message"])
    return "not refused"


def await_status(execution, *wanted):
    end = time.monotonic() + EXECUTION_MAX
    while time.monotonic() < end:
        found = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
        if found["AutomationExecutionStatus"] in wanted:
            return found
        time.sleep(0.05)
    raise SystemExit("it did not come to %s" % (wanted,))


def steps(execution):
    pages = ssm.get_paginator("describe_automation_step_executions").paginate(AutomationExecutionId=execution)
    return [step for page in pages for step in page["StepExecutions"] if step["StepStatus"] != "Pending"]


def show(execution):
    for step in steps(execution):
        said = step.get("Outputs", {}).get("said", [""])[0]
        inside = "  " if "ParentStepDetails" in step else ""
        print(("%s%s %s %s" % (inside, step["StepName"], step["StepStatus"], said)).rstrip())


ssm = client("operator")

# --- The documents, published -----------------------------------------------------------------------------------------
for name in NAMES:
    with open("%s/%s.yaml" % (DOCUMENTS, name.lower())) as file:
        made = ssm.create_document(
            Name=name, Content=file.read(), DocumentType="Automation", DocumentFormat="YAML"
        )["DocumentDescription"]
    print("create_document:", made["Name"], made["Status"], made["SchemaVersion"], made["HashType"])
print("list_documents:", [one["Name"] for one in ssm.list_documents()["DocumentIdentifiers"]])
print(
    "create_document, a step that is not there:",
    refused(
        ssm.create_document,
        Name="Broken",
        DocumentType="Automation",
        DocumentFormat="YAML",
        Content="schemaVersion: '0.3'\nmainSteps:\n"
        "- {name: rest, action: aws:sleep, nextStep: gone, inputs: {Duration: PT1S}}\n",
    ),
)

# --- A failover, start to end -----------------------------------------------------------------------------------------
request = dict(
    DocumentName="Changeover-Failover",
    Parameters={
        "ChangeoverId": ["unicorn-shop-0001"],
        "Approval": ["required"],
        "Approvers": ["erin", "frank"],
    },
    ClientToken="00000000-0000-4000-8000-000000000001",
)
execution = ssm.start_automation_execution(**request)["AutomationExecutionId"]
print("start_automation_execution:", execution)
print("... the same again:", ssm.start_automation_execution(**request)["AutomationExecutionId"] == execution)
request["Parameters"] = {"ChangeoverId": ["unicorn-shop-0002"]}
print("... the token for another:", refused(ssm.start_automation_execution, **request))
request.pop("ClientToken")
request["Parameters"] = {"ChangeoverId": ["No Such Name"]}
print("... a bad parameter:", refused(ssm.start_automation_execution, **request))

await_status(execution, "Waiting")
show(execution)
approve = dict(AutomationExecutionId=execution, SignalType="Approve", Payload={"Comment": ["the drill of Friday"]})
print("send_automation_signal, a stranger:", refused(client("mallory").send_automation_signal, **approve))
client("erin").send_automation_signal(**approve)
found = await_status(execution, "Success", "Failed")
print("get_automation_execution:", found["AutomationExecutionStatus"])
show(execution)
for name in ["AskApprovers.ApproverDecisions", "SwitchDatabaseTurns.said", "RecordSuccess.said"]:
    print("output", name + ":", found["Outputs"][name])

# --- One that halts, and one that is cancelled ------------------------------------------------------------------------
request["Parameters"] = {"ChangeoverId": ["unicorn-shop-halts"]}
halts = ssm.start_automation_execution(**request)["AutomationExecutionId"]
found = await_status(halts, "Success", "Failed")
print("halted:", found["AutomationExecutionStatus"], "-", found["FailureMessage"])
show(halts)
request["Parameters"] = {"ChangeoverId": ["unicorn-shop-waits"]}
waits = ssm.start_automation_execution(**request)["AutomationExecutionId"]
end = time.monotonic() + EXECUTION_MAX
while not any(step["StepName"] == "SwitchDatabaseTurns" for step in steps(waits)) and time.monotonic() < end:
    time.sleep(0.05)
ssm.stop_automation_execution(AutomationExecutionId=waits, Type="Cancel")
print("stopped:", await_status(waits, "Cancelled")["AutomationExecutionStatus"])
show(waits)
print("stopped again:", refused(ssm.stop_automation_execution, AutomationExecutionId=waits, Type="Cancel"))
