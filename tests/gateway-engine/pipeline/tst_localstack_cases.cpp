// The recorded REST cases that need no more than MOCK, HTTP and functions (GATEWRIGHT_CASES/localstack): each API is
// compiled, its requests are run, and every expectation is checked. HTTP endpoints are played by an echo on this
// machine, functions by stand-ins that return what lambda_handlers.json says. Cases that are not met stand in
// tests/data/localstack_unmet.txt with the reason.
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/invoke.h"
#include "gateway-engine/transport/http_server.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace gw;
using namespace gw::engine;

namespace {

class Echo final : public RequestHandler
{
public:
    Task<Response> handle(Request&& request) override
    {
        Response response;
        response.headers.add("Content-Type", "application/json");
        response.body = std::move(request.body);
        co_return response;
    }
};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// JSON as the recorder's client wrote it: a space behind every comma and colon.
std::string spaced(const json::Value& value)
{
    std::string result;
    if (value.isArray()) {
        for (const json::Value& item : value.asArray())
            result += (result.empty() ? "" : ", ") + spaced(item);
        return "[" + result + "]";
    }
    if (value.isObject()) {
        for (const json::Member& member : value.asObject())
            result += (result.empty() ? "" : ", ") + json::writeJson(member.key) + ": " + spaced(member.value);
        return "{" + result + "}";
    }
    return json::writeJson(value);
}

// b'…' as Python prints bytes.
QString unquotedBytes(QString literal)
{
    if (!literal.startsWith("b'") || !literal.endsWith('\''))
        return literal;
    literal = literal.mid(2, literal.size() - 3);
    return literal.replace("\\'", "'").replace("\\n", "\n").replace("\\\\", "\\");
}

// What the functions of the cases do, by the file of their handler; an event in, an answer out.
using Handler = std::function<json::Value(const json::Value& event)>;

json::Value proxyAnswer(const json::Value& body)
{
    json::Value answer = json::Value::object();
    answer.set("statusCode", 200);
    answer.set("body", json::writeJson(body));
    answer.set("isBase64Encoded", false);
    return answer;
}

json::Value bodyAsAnswer(const json::Value& event)
{
    std::string body = event["body"].scalarText();
    if (event["isBase64Encoded"].toBool())
        body = base64Decoded(body).value_or(std::string());
    return json::readJson(body).value_or(json::Value());
}

json::Value mappingAnswer(const json::Value& event)
{
    json::Value body = event["body"];
    if (body.isString())
        body = json::readJson(body.asString()).value_or(json::Value());
    json::Value answer = json::Value::object();
    answer.set("statusCode", 200);
    answer.set("body", std::stoi("0" + body["httpStatus"].scalarText()) >= 400 ? "customerror" : "noerror");
    return answer;
}

json::Value greeting(const json::Value& event)
{
    json::Value answer = proxyAnswer(json::Value("response from localstack lambda: " + json::writeJson(event)));
    answer.set("headers", json::Value::object());
    return answer;
}

// Nothing for one that is not known.
Handler handlerOf(const json::Value& backend)
{
    const QString file = text(backend["handler_file"].toString()).section('/', -1);
    if (file == "lambda_aws_proxy.py")
        return proxyAnswer;
    if (file == "lambda_echo.py")
        return [](const json::Value& event) { return event; };
    if (file == "lambda_mapping_responses.py")
        return mappingAnswer;
    if (file == "lambda_handler.js")
        return greeting;
    if (file.contains("return json.loads(body)"))
        return bodyAsAnswer;
    return {};
}

// The function with the number N of a case is called "sN", or by its own name; an empty payload is an empty object.
class StandInFunctions final : public AwsServices
{
public:
    explicit StandInFunctions(const json::Value& backends)
    {
        for (const json::Value& backend : backends.asArray()) {
            m_handlers.insert("s" + QString::number(backend["n"].toInt()), handlerOf(backend));
            m_handlers.insert(text(backend["func_name"].toString()), handlerOf(backend));
        }
        if (backends.asArray().size() == 1)
            m_only = handlerOf(backends.asArray().front());
    }

    Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient&, UpstreamResponse& answer) override
    {
        static const QRegularExpression name("function:([\\w-]+)/invocations$");
        const QString function = name.match(text(request.http.target)).captured(1);
        answer.response.headers.add("Content-Type", "application/json");
        const Handler handler = m_handlers.value(function, m_only);
        if (!handler)
            answer.response.status = 404;
        else
            answer.response.body =
                json::writeJson(handler(json::readJson(request.http.body).value_or(json::Value::object())));
        co_return std::nullopt;
    }

private:
    QMap<QString, Handler> m_handlers;
    Handler m_only; // of a case with one function, whatever step of the record its ARN is taken from
};

bool isOneOf(const QString& type)
{
    return QStringList{"mock", "http", "http_proxy"}.contains(type, Qt::CaseInsensitive);
}

bool isOfFunction(const json::Value& integration)
{
    const QString type = text(integration["type"].toString());
    return type.startsWith("aws", Qt::CaseInsensitive) && text(integration["uri"].toString()).contains("/functions/");
}

// Every method has its integration in the record, and none needs a cloud.
bool isSelfContained(const json::Value& definition)
{
    bool hasMethods = false;
    for (const json::Member& path : definition["paths"].asObject())
        for (const json::Member& method : path.value.asObject()) {
            const json::Value& integration = method.value["x-amazon-apigateway-integration"];
            if (!isOneOf(text(integration["type"].toString())) && !isOfFunction(integration))
                return false;
            hasMethods = true;
        }
    return hasMethods;
}

bool isSelfContained(const json::Array& definitions, const json::Array& backends, const json::Array& requests)
{
    if (definitions.empty())
        return false;
    for (const json::Value& backend : backends)
        if (backend["kind"].toString() == "lambda" && !handlerOf(backend))
            return false;
    return std::all_of(definitions.begin(), definitions.end(),
                       [](const auto& each) { return isSelfContained(each); }) &&
           std::all_of(requests.begin(), requests.end(),
                       [](const auto& each) { return each["definition"].isObject(); });
}

struct Answer
{
    InvokeResult result;
    std::string error;
};

// "lineNN" → a line of the log, its time as the recorder replaced it.
json::Value logLines(const std::string& log)
{
    static const QRegularExpression time("^\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : ");
    json::Value lines = json::Value::object();
    int number = 0;
    for (QString line : text(log).split('\n')) {
        line.replace(time, "DDD MMM dd hh:mm:ss UTC yyyy : ");
        lines.set(QString("line%1").arg(number++, 2, 10, QChar('0')).toStdString(), line.toStdString());
    }
    return lines;
}

json::Value wholeResult(const Answer& answer)
{
    json::Value value = json::Value::object();
    const std::string& body = answer.result.response.bodyText();
    const auto parsed = json::readJson(body);
    value.set("body", parsed ? *parsed : json::Value(body));
    json::Value headers = json::Value::object();
    json::Value multi = json::Value::object();
    for (const HeaderField field : answer.result.response.headers) {
        headers.set(field.name, field.value);
        multi.set(field.name, json::Array{json::Value(field.value)});
    }
    value.set("headers", std::move(headers));
    value.set("log", logLines(answer.result.log));
    value.set("multiValueHeaders", std::move(multi));
    value.set("status", answer.result.response.status);
    return value;
}

std::optional<json::Value> selected(const Answer& answer, QString select)
{
    static const QString parsed = "!json_parsed";
    if (select.endsWith(parsed)) {
        select.chop(parsed.size());
        const auto text = selected(answer, select);
        const auto value = text ? json::readJson(text->scalarText()) : Result<json::Value>(json::Value());
        return value ? std::optional(*value) : std::nullopt;
    }
    const Response& response = answer.result.response;
    if (select == "error")
        return json::Value(answer.error);
    if (select == "status_code" || select == "status")
        return json::Value(response.status);
    if (select == "ok")
        return json::Value(response.status < 400);
    if (select == "content" || select == "text")
        return json::Value(response.bodyText());
    if (select == "log")
        return json::Value(answer.result.log);
    if (select.isEmpty())
        return wholeResult(answer);
    static const QRegularExpression header("^headers(?:\\.|\\[\")([^\"\\]]+)");
    if (const auto match = header.match(select); match.hasMatch()) {
        const auto value = response.headers.find(match.captured(1).toStdString());
        return value ? std::optional(json::Value(*value)) : std::nullopt;
    }
    if (!select.startsWith("json"))
        return std::nullopt;
    auto value = json::readJson(response.bodyText());
    if (!value) // the recorder took a body that is no JSON as text
        return select == "json" ? std::optional(json::Value(response.bodyText())) : std::nullopt;
    for (const QString& name : select.split('.').mid(1))
        value = json::Value((*value)[name.toStdString()]);
    return *value;
}

// "<host:1>" stands for any text.
bool isWildcard(const json::Value& value)
{
    const std::string_view written = value.toString();
    return written.size() > 2 && written.front() == '<' && written.back() == '>';
}

// Added by the content delivery network in front of edge-optimised APIs, which is not here.
bool isOfEdge(const std::string& header)
{
    return header.starts_with("CloudFront-") || header == "X-Amz-Cf-Id";
}

const json::Value* memberOf(const json::Value& object, const json::Member& wanted)
{
    if (const json::Value* found = object.find(wanted.key))
        return found;
    for (const json::Member& member : object.asObject()) // that network also writes names of headers its own way
        if (equalsIgnoreCase(member.key, wanted.key))
            return &member.value;
    return nullptr;
}

bool agrees(const json::Value& actual, const json::Value& expected);

bool membersAgree(const json::Value& actual, const json::Value& expected)
{
    std::size_t count = 0;
    for (const json::Member& member : expected.asObject()) {
        if (isOfEdge(member.key) || (member.key == "Via" && isWildcard(member.value)) ||
            (member.key == "Via" && member.value.isArray() && isWildcard(member.value.asArray().front())))
            continue;
        ++count;
        const json::Value* found = memberOf(actual, member);
        if (!found || !agrees(*found, member.value))
            return false;
    }
    const auto vias = expected.find("Via") && actual.find("Via") ? 1U : 0U;
    return actual.asObject().size() <= count + vias;
}

// Objects compare by what is expected of them, in any order.
bool agrees(const json::Value& actual, const json::Value& expected)
{
    if (isWildcard(expected))
        return !actual.isNull();
    if (expected.isArray() && actual.isArray())
        return std::equal(actual.asArray().begin(), actual.asArray().end(), expected.asArray().begin(),
                          expected.asArray().end(), agrees);
    if (expected.isObject() && actual.isString()) // the recorder had JSON text read
        if (const auto read = json::readJson(actual.asString()))
            return agrees(*read, expected);
    if (!expected.isObject())
        return actual.isNumber() && expected.isNumber() ? actual.toDouble() == expected.toDouble() : actual == expected;
    return actual.isObject() && membersAgree(actual, expected);
}

json::Value wantedOf(const json::Value& expectation, const Answer& answer)
{
    json::Value value = expectation["value"];
    const std::string select = expectation["select"].scalarText();
    if (select == "error")
        return value["message"];
    if (select == "content")
        return unquotedBytes(text(value.scalarText())).toStdString();
    if (!select.empty())
        return value;
    value.remove("latency");
    value.remove("ResponseMetadata");
    static const QRegularExpression id("<request-id-\\d+>");
    QString written = text(json::writeJson(value));
    written.replace(id, text(answer.result.trace ? answer.result.trace->requestId : std::string()));
    return *json::readJson(written.toStdString());
}

// Empty: the expectation holds.
QString problemOf(const json::Value& expectation, const Answer& answer)
{
    const QString op = text(expectation["op"].toString());
    const auto actual = selected(answer, text(expectation["select"].toString()));
    const json::Value wanted = wantedOf(expectation, answer);
    bool holds = false;
    if (op == "==" || op == "rev:==")
        holds = actual && agrees(*actual, wanted);
    else if (op == "!=")
        holds = actual && !agrees(*actual, wanted);
    else if (op == "rev:in")
        holds = actual && text(actual->scalarText()).contains(text(wanted.scalarText()));
    else if (op == "truthy")
        holds = actual && (actual->isBool() ? actual->asBool() : !actual->scalarText().empty());
    if (holds)
        return {};
    return QString("%1 %2 %3, but it is %4")
        .arg(text(expectation["select"].toString()), op, text(json::writeJson(wanted)),
             actual ? text(json::writeJson(*actual)) : QString("nothing"));
}

} // namespace

class TestLocalstackCases : public QObject
{
    Q_OBJECT

private slots:
    void cases();

private:
    QString run(const json::Value& given, const std::string& echo) const;
    static Request requestFrom(const json::Value& given);
    static std::shared_ptr<const Program> programOf(const json::Value& definition, const json::Value& variables,
                                                    const std::string& stageName, const std::string& echo,
                                                    const json::Value& backends);
};

std::shared_ptr<const Program> TestLocalstackCases::programOf(const json::Value& definition,
                                                              const json::Value& variables,
                                                              const std::string& stageName, const std::string& echo,
                                                              const json::Value& backends)
{
    static const QRegularExpression function("\\{\\{(s\\d+)[^}]*FunctionArn\\}\\}");
    static const QRegularExpression status("\"\\{\\{[^}]*statusCode\\}\\}\"");
    static const QRegularExpression address("\"uri\":\"\\{\\{[^}]*\\}\\}\"");
    QString written = text(json::writeJson(definition));
    written.replace(status, "\"200\"").replace(address, "\"uri\":\"" + text(echo) + "\"");
    written.replace(function, "arn:aws:lambda:us-east-1:111111111111:function:\\1");
    const auto reading = readOpenApi(written.toStdString(), "case.json", ApiId{7});
    if (!reading.source)
        return nullptr;
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.definition = RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = stageName;
    if (variables.isObject())
        for (const json::Member& variable : variables.asObject())
            stage.variables.emplace_back(variable.key, variable.value.scalarText());
    Surroundings surroundings;
    surroundings.aws.accountId = "111111111111";
    surroundings.services = std::make_shared<StandInFunctions>(backends);
    return compile(api, stage, {}, surroundings).program;
}

Request TestLocalstackCases::requestFrom(const json::Value& given)
{
    Request request;
    request.method = given["method"].scalarText();
    if (given["test_invoke"].toBool()) {
        request.target = given["pathWithQueryString"].scalarText();
        request.body = given["body"].scalarText();
        return request;
    }
    request.target = given["path"].scalarText();
    if (const json::Value* query = given.find("query_string"))
        request.target += "?" + query->scalarText();
    if (given["params"].isObject())
        for (const json::Member& parameter : given["params"].asObject())
            request.target += (request.target.find('?') == std::string::npos ? "?" : "&") + parameter.key + "=" +
                              parameter.value.scalarText();
    request.headers.add("Host", "abcdefghij.execute-api.localhost");
    request.headers.add("Accept-Encoding", "gzip, deflate");
    request.headers.add("Accept", "*/*");
    if (given["headers"].isObject())
        for (const json::Member& header : given["headers"].asObject())
            request.headers.set(header.key, header.value.scalarText());
    request.body = given["data"].scalarText();
    if (const json::Value* body = given.find("json")) {
        request.body = spaced(*body);
        request.headers.set("Content-Type", "application/json");
    }
    return request;
}

QString TestLocalstackCases::run(const json::Value& given, const std::string& echo) const
{
    QStringList problems;
    for (const json::Value& request : given["requests"].asArray()) {
        const bool isTest = request["test_invoke"].toBool();
        const auto index = static_cast<std::size_t>(request["definition"]["definition"].toInt());
        const auto program =
            programOf(given["definitions"].asArray()[index], request["definition"]["variables"],
                      isTest ? std::string(testStageName) : request["stage"].scalarText(), echo, given["backends"]);
        if (!program)
            return "the definition cannot be read";
        Answer answer;
        if (isTest) {
            auto result = invokeMethod(program, request["resource"].toString("/no/such"), requestFrom(request));
            if (result)
                answer.result = *std::move(result);
            else
                answer.error = result.error().message;
        } else {
            answer.result = invoke(program, requestFrom(request));
        }
        for (const json::Value& expectation : request["expect"].asArray())
            if (const QString problem = problemOf(expectation, answer); !problem.isEmpty())
                problems << QString("request %1: %2%3")
                                .arg(request["n"].toInt())
                                .arg(problem, answer.result.trace && answer.result.trace->hasFault
                                                  ? " (" + text(answer.result.trace->fault.reason) + ")"
                                                  : QString());
    }
    return problems.join('\n');
}

void TestLocalstackCases::cases()
{
    const QString content =
        contentOf(qEnvironmentVariable("GATEWRIGHT_CASES") + "/localstack/apigateway_http_cases.json");
    if (content.isEmpty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto all = json::readJson(content.toStdString());
    QVERIFY(all);
    QMap<QString, QString> unmet;
    for (const QString& line : contentOf(QStringLiteral(GW_TEST_DATA "/localstack_unmet.txt")).split('\n'))
        if (!line.isEmpty() && !line.startsWith('#'))
            unmet.insert(line.section('\t', 0, 0), line.section('\t', 1));

    HttpServer server(1, {});
    const auto port = server.listen("127.0.0.1", 0, [](Worker&) { return std::make_unique<Echo>(); });
    QVERIFY(port);
    const std::string echo = "http://127.0.0.1:" + std::to_string(*port) + "/";
    int count = 0;
    int met = 0;
    QStringList surprises;
    for (const json::Value& each : all->asArray()) {
        if (!isSelfContained(each["definitions"].asArray(), each["backends"].asArray(), each["requests"].asArray()))
            continue;
        ++count;
        const QString id = text(each["id"].toString()).section('/', -1);
        const QString problem = run(each, echo);
        met += problem.isEmpty() ? 1 : 0;
        if (!problem.isEmpty() && !unmet.contains(id))
            surprises << id + "\n" + problem;
        if (problem.isEmpty() && unmet.contains(id))
            surprises << id + " stands among the unmet, but is met";
    }
    qInfo("%d of %d", met, count);
    for (const QString& surprise : surprises) // each whole: a single message would be cut
        qWarning().noquote() << surprise;
    QVERIFY(surprises.isEmpty());
}

QTEST_GUILESS_MAIN(TestLocalstackCases)
#include "tst_localstack_cases.moc"
