"""boto3 against the twin's S3; the gateway's address is the argument."""
import json, sys
try:
    import boto3
    from botocore.exceptions import ClientError
except ImportError:
    sys.exit(77)


def client(region):
    return boto3.client('s3', endpoint_url=sys.argv[1], region_name=region,
                        aws_access_key_id='twin', aws_secret_access_key='twin')


def refused(code, call, **how):
    try:
        call(**how)
    except ClientError as error:
        assert error.response['Error']['Code'] == code, error
        return error.response
    raise AssertionError('not refused: ' + code)


east, west = client('us-east-1'), client('us-west-2')
east.create_bucket(Bucket='pages-east')
west.create_bucket(Bucket='pages-west', CreateBucketConfiguration={'LocationConstraint': 'us-west-2'})
refused('BucketAlreadyOwnedByYou', west.create_bucket, Bucket='pages-east',
        CreateBucketConfiguration={'LocationConstraint': 'us-west-2'})
refused('IllegalLocationConstraintException', west.create_bucket, Bucket='pages-north')
refused('InvalidBucketName', east.create_bucket, Bucket='Pages')
assert [b['Name'] for b in east.list_buckets()['Buckets']] == ['pages-east', 'pages-west']
assert east.list_buckets()['Buckets'][1]['BucketRegion'] == 'us-west-2'
assert west.head_bucket(Bucket='pages-west')['BucketRegion'] == 'us-west-2'
assert west.get_bucket_location(Bucket='pages-west')['LocationConstraint'] == 'us-west-2'
refused('404', east.head_bucket, Bucket='nowhere')
refused('NoSuchBucket', east.list_objects_v2, Bucket='nowhere')

tag = east.put_object(Bucket='pages-east', Key='en/index.html', Body=b'hello', ContentType='text/html',
                      CacheControl='max-age=60')['ETag']
assert tag == '"5d41402abc4b2a76b9719d911017c592"', tag
for key in ('index.html', 'es/índice más+1.html', 'en/b.html', 'en/c.html'):
    east.put_object(Bucket='pages-east', Key=key, Body=key.encode())
got = east.get_object(Bucket='pages-east', Key='en/index.html')
assert got['Body'].read() == b'hello' and got['ContentType'] == 'text/html' and got['CacheControl'] == 'max-age=60'
assert east.get_object(Bucket='pages-east', Key='es/índice más+1.html')['Body'].read().decode() == 'es/índice más+1.html'
assert east.head_object(Bucket='pages-east', Key='en/index.html')['ContentLength'] == 5
refused('404', east.head_object, Bucket='pages-east', Key='missing')
refused('NoSuchKey', east.get_object, Bucket='pages-east', Key='missing')

keys = [o['Key'] for o in east.list_objects_v2(Bucket='pages-east')['Contents']]
assert keys == ['en/b.html', 'en/c.html', 'en/index.html', 'es/índice más+1.html', 'index.html'], keys
folders = east.list_objects_v2(Bucket='pages-east', Delimiter='/')
assert [p['Prefix'] for p in folders['CommonPrefixes']] == ['en/', 'es/'] and len(folders['Contents']) == 1
pages = east.get_paginator('list_objects_v2').paginate(Bucket='pages-east', Prefix='en/', PaginationConfig={'PageSize': 2})
assert [len(page['Contents']) for page in pages] == [2, 1]
assert west.get_object(Bucket='pages-east', Key='index.html')['Body'].read() == b'index.html', 'led to its Region'

everybody = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject',
                                                     'Resource': 'arn:aws:s3:::pages-east/*'}]}
assert east.get_public_access_block(Bucket='pages-east')['PublicAccessBlockConfiguration']['BlockPublicPolicy']
refused('AccessDenied', east.put_bucket_policy, Bucket='pages-east', Policy=json.dumps(everybody))
east.delete_public_access_block(Bucket='pages-east')
refused('NoSuchPublicAccessBlockConfiguration', east.get_public_access_block, Bucket='pages-east')
refused('NoSuchBucketPolicy', east.get_bucket_policy, Bucket='pages-east')
refused('MalformedPolicy', east.put_bucket_policy, Bucket='pages-east', Policy='{')
everybody['Statement'][0]['Condition'] = {}
assert 'Condition' in refused('NotImplemented', east.put_bucket_policy, Bucket='pages-east',
                              Policy=json.dumps(everybody))['Error']['Message']
del everybody['Statement'][0]['Condition']
east.put_bucket_policy(Bucket='pages-east', Policy=json.dumps(everybody))
assert json.loads(east.get_bucket_policy(Bucket='pages-east')['Policy']) == everybody
refused('NoSuchWebsiteConfiguration', east.get_bucket_website, Bucket='pages-east')
site = {'IndexDocument': {'Suffix': 'index.html'}, 'ErrorDocument': {'Key': 'error.html'}}
east.put_bucket_website(Bucket='pages-east', WebsiteConfiguration=site)
got = east.get_bucket_website(Bucket='pages-east')
assert got['IndexDocument'] == site['IndexDocument'] and got['ErrorDocument'] == site['ErrorDocument']

refused('BucketNotEmpty', east.delete_bucket, Bucket='pages-east')
message = refused('NotImplemented', east.get_bucket_versioning, Bucket='pages-east')['Error']['Message']
assert message == 'The twin does not answer s3:GetBucketVersioning.', message
message = refused('NotImplemented', east.create_multipart_upload, Bucket='pages-east', Key='x')['Error']['Message']
assert message == 'The twin does not answer s3:CreateMultipartUpload.', message
west.delete_object(Bucket='pages-west', Key='never there')
west.delete_bucket(Bucket='pages-west')
