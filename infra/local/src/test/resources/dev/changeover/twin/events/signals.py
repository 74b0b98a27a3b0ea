"""boto3 against the twin's EventBridge and SNS; the gateway's address is the argument."""
import json, sys
try:
    import boto3
except ImportError:
    sys.exit(77)
kw = dict(endpoint_url=sys.argv[1], region_name='us-west-2',
          aws_access_key_id='twin', aws_secret_access_key='twin')
ev, sns = boto3.client('events', **kw), boto3.client('sns', **kw)
topic = sns.create_topic(Name='people', Attributes={'DisplayName': 'People'})['TopicArn']
assert sns.get_topic_attributes(TopicArn=topic)['Attributes']['DisplayName'] == 'People'
sub = sns.subscribe(TopicArn=topic, Protocol='email', Endpoint='bob@example.com')['SubscriptionArn']
assert [s['SubscriptionArn'] for s in sns.list_subscriptions()['Subscriptions']] == [sub]
ev.put_rule(Name='r', EventPattern=json.dumps({'source': [{'prefix': 'change'}]}), State='ENABLED')
assert ev.put_targets(Rule='r', Targets=[{'Id': 't', 'Arn': topic}])['FailedEntryCount'] == 0
assert ev.list_rule_names_by_target(TargetArn=topic)['RuleNames'] == ['r']
out = ev.put_events(Entries=[{'Source': 'changeover', 'DetailType': 'd', 'Detail': '{"a": 1}'}])
assert out['FailedEntryCount'] == 0, out
sns.publish(TopicArn=topic, Message='hello', Subject='s',
            MessageAttributes={'k': {'DataType': 'String', 'StringValue': 'v'}})
try:
    ev.delete_rule(Name='r'); sys.exit('deleted a rule that has targets')
except ev.exceptions.ClientError as e:
    assert e.response['Error']['Code'] == 'ValidationException', e
ev.put_rule(Name='s', ScheduleExpression='cron(0 12 ? * MON *)')
assert ev.describe_rule(Name='s')['ScheduleExpression'] == 'cron(0 12 ? * MON *)'
sns.unsubscribe(SubscriptionArn=sub)
