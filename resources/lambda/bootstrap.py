"""The Python runtime of local functions: speaks the Lambda Runtime API (2018-06-01) with the engine that started it."""
import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback


class Runtime:
    """The engine's side, over one connection that is kept."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address, timeout=None)

    def call(self, method, where, body=None, headers=None):
        data = None if body is None else body.encode("utf-8", "surrogatepass")
        self.connection.request(method, "/2018-06-01/runtime/" + where, data,
                                {"Content-Type": "application/json", **(headers or {})})
        answer = self.connection.getresponse()
        return answer, answer.read()


class Context:
    """What a handler gets beside its event."""

    def __init__(self, headers):
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        client = headers.get("Lambda-Runtime-Client-Context")
        self.client_context = json.loads(client) if client else None
        self.identity = None

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class LogHandler(logging.Handler):
    """Messages of the logging module; their lines stay together (the engine reads a carriage return as a line break)."""

    request_id = ""

    def emit(self, record):
        text = self.format(record).replace("\n", "\r")
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        sys.stdout.write(f"[{record.levelname}]\t{moment}.{int(record.msecs):03d}Z\t{LogHandler.request_id}\t{text}\n")


class InitError(Exception):
    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def stack_of(error):
    # The first frame is this file's own.
    return traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])


def load():
    wanted = os.environ.get("_HANDLER", "")
    if "." not in wanted:
        raise InitError("Runtime.MalformedHandlerName", f"Bad handler '{wanted}': not enough values to unpack (expected 2, got 1)")
    name, function = wanted.rsplit(".", 1)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        module = importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise InitError("Runtime.ImportModuleError", f"Unable to import module '{name}': {error}") from error
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise InitError("Runtime.UserCodeSyntaxError", f"Syntax error in module '{name}': {error}", [place]) from error
    handler = getattr(module, function, None)
    if handler is None:
        raise InitError("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{name}'")
    return handler


def report(runtime, where, payload):
    text = json.dumps(payload)
    sys.stderr.write(f"[ERROR] {payload['errorType']}: {payload['errorMessage']}\r" + "".join(payload["stackTrace"]).replace("\n", "\r") + "\n")
    runtime.call("POST", where, text, {"Lambda-Runtime-Function-Error-Type": payload["errorType"]})


def invoke(runtime, handler, headers, body):
    context = Context(headers)
    request_id = context.aws_request_id
    LogHandler.request_id = request_id
    os.environ["_X_AMZN_TRACE_ID"] = headers.get("Lambda-Runtime-Trace-Id", "")
    try:
        result = handler(json.loads(body), context)
    except Exception as error:  # whatever a handler raises is its answer
        payload = {"errorMessage": str(error), "errorType": type(error).__name__, "requestId": request_id, "stackTrace": stack_of(error)}
        return report(runtime, f"invocation/{request_id}/error", payload)
    try:
        text = json.dumps(result, ensure_ascii=False, default=plain)
    except Exception as error:
        payload = {"errorMessage": f"Unable to marshal response: {error}", "errorType": "Runtime.MarshalError", "requestId": request_id, "stackTrace": []}
        return report(runtime, f"invocation/{request_id}/error", payload)
    runtime.call("POST", f"invocation/{request_id}/response", text)


def main():
    sys.stdout.reconfigure(line_buffering=True, encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(line_buffering=True, encoding="utf-8", errors="backslashreplace")
    logging.getLogger().addHandler(LogHandler())
    runtime = Runtime(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load()
    except InitError as error:
        report(runtime, "init/error", {"errorMessage": str(error), "errorType": error.error_type, "requestId": "", "stackTrace": error.trace})
        sys.exit(1)
    except Exception as error:  # the module's own code
        report(runtime, "init/error", {"errorMessage": str(error), "errorType": type(error).__name__, "requestId": "", "stackTrace": stack_of(error)})
        sys.exit(1)
    while True:
        answer, body = runtime.call("GET", "invocation/next")
        if answer.status != 200:
            return
        invoke(runtime, handler, answer.headers, body)
        sys.stdout.flush()


main()
