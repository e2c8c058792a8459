def handler(event, context):
    allow = event["authorizationToken"].startswith("sesame")
    return {
        "principalId": "u1",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Action": "execute-api:Invoke", "Effect": "Allow" if allow else "Deny", "Resource": event["methodArn"]}
            ],
        },
    }
