// Policies: what they decide (tests/data/auth/policies.yaml), what is said of those that are none (policy_errors.yaml),
// limits, and explanations that say the same as decisions.
#include "core/json/text.h"
#include "gateway-engine/auth/policy.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine::auth;

namespace {

json::Value readData(const char* name)
{
    QFile file(QString(GW_TEST_DATA "/auth/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", name);
    auto value = json::readYaml(file.readAll().toStdString());
    if (!value)
        qFatal("%s", value.error().message.c_str());
    return *value;
}

PolicyOptions optionsOf(const json::Value& kind)
{
    PolicyOptions options;
    if (kind.toString() == "identity")
        options.kind = PolicyKind::Identity;
    if (kind.toString() == "authorizer")
        options.kind = PolicyKind::Authorizer;
    options.api = ApiAddress{"eu-west-1", "111122223333", "abc123defg"};
    return options;
}

const json::Value& either(const json::Value& a, const json::Value& b, const char* key)
{
    return a.find(key) ? a[key] : b[key];
}

struct Asked // owns what an AccessRequest looks at
{
    Principal principal;
    ConditionKeys keys;
    AccessRequest request;

    Asked(const json::Value& one, const json::Value& given)
    {
        request.action = either(one, given, "action").toString();
        request.resource = either(one, given, "resource").toString();
        const json::Value& who = one["principal"];
        principal = {std::string(who["arn"].toString()), std::string(who["accountId"].toString()),
                     std::string(who["service"].toString())};
        request.principal = who.isNull() ? nullptr : &principal;
        if (one["keys"].isObject())
            for (const json::Member& key : one["keys"].asObject())
                keys.add(key.key, key.value.asString());
        request.keys = &keys;
    }
};

Decision decisionOf(const PolicyExplanation& explanation)
{
    Decision decision = Decision::ImplicitDeny;
    for (const StatementExplanation& statement : explanation.statements)
        if (statement.applies && statement.effect == Effect::Deny)
            decision = Decision::ExplicitDeny;
        else if (statement.applies && decision == Decision::ImplicitDeny)
            decision = Decision::Allow;
    return decision;
}

std::string statementWith(const std::string& more)
{
    return R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*")" +
           more + "}}";
}

} // namespace

class TestPolicy : public QObject
{
    Q_OBJECT

private slots:
    void decides_data();
    void decides();
    void refuses_data();
    void refuses();
    void refusesWhatIsTooLarge();
    void allProblemsAreFound();
    void aPolicyWithinAnotherDocument();
    void needsItsApiForAShorthand();
    void explainsEachLine();
    void explainsWhatIsMissing();
    void saysWhichKeysItAsksFor();
    void expandsTheShorthand();
    void wildcardsEndInGoodTime();
};

void TestPolicy::decides_data()
{
    QTest::addColumn<int>("index");
    const json::Value data = readData("policies.yaml");
    for (std::size_t i = 0; i < data["cases"].asArray().size(); ++i)
        QTest::newRow(data["cases"].asArray()[i]["name"].asString().c_str()) << static_cast<int>(i);
}

void TestPolicy::decides()
{
    QFETCH(int, index);
    static const json::Value data = readData("policies.yaml");
    const json::Value& one = data["cases"].asArray()[static_cast<std::size_t>(index)];
    const PolicyOptions options = optionsOf(either(one, data["given"], "kind"));
    const Asked asked(one, data["given"]);
    json::Value document = one["policy"];
    for (int turn = 0; turn < 2; ++turn) {
        const auto policy = Policy::read(json::writeJson(document), options);
        QVERIFY2(policy, policy ? "" : policy.error().message.c_str());
        QCOMPARE(std::string(decisionName(policy->evaluate(asked.request))), one["decision"].asString());
        const PolicyExplanation explanation = policy->explain(asked.request);
        QCOMPARE(explanation.decision, policy->evaluate(asked.request));
        QCOMPARE(explanation.decision, decisionOf(explanation));
        QCOMPARE(explanation.decidedBy.has_value(), explanation.decision != Decision::ImplicitDeny);
        if (json::Value* statements = document.find("Statement"); statements->isArray())
            std::reverse(statements->asArray().begin(), statements->asArray().end());
    }
}

void TestPolicy::refuses_data()
{
    QTest::addColumn<int>("index");
    const json::Value data = readData("policy_errors.yaml");
    for (std::size_t i = 0; i < data.asArray().size(); ++i)
        QTest::newRow(data.asArray()[i]["name"].asString().c_str()) << static_cast<int>(i);
}

void TestPolicy::refuses()
{
    QFETCH(int, index);
    static const json::Value data = readData("policy_errors.yaml");
    const json::Value& one = data.asArray()[static_cast<std::size_t>(index)];
    const auto policy = Policy::read(one["text"].asString(), optionsOf(one["kind"]));
    QVERIFY(!policy);
    const std::string message = policy.error().message;
    QVERIFY2(message.find(one["message"].asString()) != std::string::npos, message.c_str());
    QVERIFY(!policy.error().hint.empty());
    const SourcePosition at = policy.error().position;
    QCOMPARE(std::to_string(at.line) + ":" + std::to_string(at.column), one["at"].asString());
}

void TestPolicy::refusesWhatIsTooLarge()
{
    const PolicyOptions options = optionsOf({});
    const std::string longResource(512 - std::string("arn:aws:execute-api:::").size(), 'a');
    const auto withResource = [](const std::string& resource) {
        return R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:execute-api:::)" +
               resource + "\"}}";
    };
    QVERIFY(Policy::read(withResource(longResource), options));
    const auto tooLong = Policy::read(withResource(longResource + "a"), options);
    QVERIFY(!tooLong);
    QVERIFY(tooLong.error().message.find("The resource has 513 characters") != std::string::npos);

    const std::string whole = statementWith("");
    QVERIFY(Policy::read(whole + std::string(8'192 - whole.size(), ' '), options));
    const auto tooLarge = Policy::read(whole + std::string(8'193 - whole.size(), ' '), options);
    QVERIFY(!tooLarge);
    QVERIFY(tooLarge.error().message.find("8193 characters") != std::string::npos);
    QVERIFY(!Policy::read(std::string(200'000, '['), options));
    QVERIFY(!Policy::read(std::string(40, '[') + std::string(40, ']'), options));
}

void TestPolicy::allProblemsAreFound()
{
    const Diagnostics found = Policy::problems(
        R"({"Statement": [{"Effect": "allow", "Principal": "me", "Action": "go", "Resource": "there"}]})",
        optionsOf({}));
    QCOMPARE(found.size(), std::size_t(4));
    for (const Diagnostic& problem : found) {
        QCOMPARE(problem.rule, std::string("policy"));
        QVERIFY(problem.position.line == 1 && problem.position.column > 1);
    }
    QVERIFY(Policy::problems(statementWith(""), optionsOf({})).empty());
    const QString many = R"({"Statement": [)" + QString("1,").repeated(9'000) + "1]}";
    QCOMPARE(Policy::problems(many.toStdString(), optionsOf({})).size(), std::size_t(100));
}

void TestPolicy::aPolicyWithinAnotherDocument()
{
    const auto answer =
        json::readJson(R"({"policyDocument": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
                                           {"Effect": "No", "Action": "*", "Resource": "*"}]}})");
    PolicyOptions options = optionsOf(std::string("authorizer"));
    const auto policy = Policy::fromJson((*answer)["policyDocument"], options);
    QVERIFY(!policy);
    QCOMPARE(policy.error().message, std::string("Statement 2: \"No\" is no effect."));
    QCOMPARE(policy.error().position, SourcePosition());
    options.maxChars = 20;
    QVERIFY(Policy::fromJson((*answer)["policyDocument"], options).error().message.find("characters") !=
            std::string::npos);
}

void TestPolicy::needsItsApiForAShorthand()
{
    PolicyOptions options = optionsOf({});
    options.api.reset();
    const auto policy = Policy::read(
        R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "execute-api:/*"}})",
        options);
    QVERIFY(!policy);
    QVERIFY(policy.error().message.find("not known here which API") != std::string::npos);
}

void TestPolicy::explainsEachLine()
{
    const std::string text =
        R"({"Version": "2012-10-17", "Statement": [{"Sid": "Mine", "Effect": "Allow", "Principal": "*",
        "Action": ["execute-api:Other", "execute-api:Invoke"], "Resource": "execute-api:/dev/*",
        "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]})";
    const auto policy = Policy::read(text, optionsOf({}));
    QVERIFY(policy);
    ConditionKeys keys;
    keys.add("aws:SourceIp", "10.1.2.3");
    const AccessRequest request{"execute-api:Invoke",
                                "arn:aws:execute-api:eu-west-1:111122223333:abc123defg/prod/GET/a", nullptr, &keys};
    const PolicyExplanation explanation = policy->explain(request);
    QCOMPARE(explanation.decision, Decision::ImplicitDeny);
    const StatementExplanation& statement = explanation.statements.at(0);
    QCOMPARE(statement.sid, std::string("Mine"));
    QVERIFY(!statement.applies);
    QCOMPARE(statement.elements.size(), std::size_t(4));
    const PolicyElement& action = statement.elements.at(1);
    QCOMPARE(action.name, std::string("Action"));
    QVERIFY(action.isMet);
    QVERIFY(!action.lines.at(0).matches);
    QCOMPARE(action.lines.at(0).reason,
             std::string("They differ from character 13 on: \"Other\" here, \"Invoke\" in the request."));
    QVERIFY(action.lines.at(1).matches);
    const PolicyElement& resource = statement.elements.at(2);
    QVERIFY(!resource.isMet);
    QVERIFY(resource.lines.at(0).reason.find("\"dev/*\" here, \"prod/GET/a\" in the request") != std::string::npos);
    const json::TextRange range = resource.lines.at(0).range;
    QCOMPARE(text.substr(range.begin, range.end - range.begin), std::string("\"execute-api:/dev/*\""));
    const PolicyElement& condition = statement.elements.at(3);
    QCOMPARE(condition.name, std::string("Condition IpAddress aws:SourceIp"));
    QVERIFY(condition.isMet);
    QVERIFY(condition.lines.at(0).matches);
}

void TestPolicy::explainsWhatIsMissing()
{
    const auto policy = Policy::read(
        statementWith(
            R"(, "Condition": {"StringEquals": {"aws:Referer": "x"}, "StringNotEquals": {"aws:Referer": "y"}})"),
        optionsOf({}));
    QVERIFY(policy);
    const PolicyExplanation explanation = policy->explain({"execute-api:Invoke", "arn:aws:execute-api:::a"});
    const auto& elements = explanation.statements.at(0).elements;
    QVERIFY(!elements.at(3).isMet);
    QCOMPARE(elements.at(3).reason, std::string("The request has no \"aws:Referer\", which this operator needs."));
    QVERIFY(elements.at(4).isMet);
    QCOMPARE(elements.at(4).reason, std::string("The request has no \"aws:Referer\", which meets this operator."));
}

void TestPolicy::saysWhichKeysItAsksFor()
{
    const auto policy = Policy::read(
        statementWith(
            R"(, "Condition": {"StringLike": {"aws:UserAgent": "${aws:PrincipalTag/Team}*"}, "Null": {"aws:useragent": "false"}})"),
        optionsOf({}));
    QVERIFY(policy);
    QCOMPARE(policy->conditionKeys(), (std::vector<std::string>{"aws:principaltag/team", "aws:useragent"}));
    QCOMPARE(policy->statementCount(), std::size_t(1));
}

void TestPolicy::expandsTheShorthand()
{
    const ApiAddress api{"eu-west-1", "111122223333", "abc123defg"};
    QCOMPARE(expandedResource("execute-api:/prod/GET/a*", api),
             std::string("arn:aws:execute-api:eu-west-1:111122223333:abc123defg/prod/GET/a*"));
    QCOMPARE(expandedResource("execute-api:/*", api),
             std::string("arn:aws:execute-api:eu-west-1:111122223333:abc123defg/*"));
    QCOMPARE(expandedResource("arn:aws:execute-api:*:*:x/*", api), std::string("arn:aws:execute-api:*:*:x/*"));
    QCOMPARE(expandedResource("execute-api:*", api), std::string("execute-api:*"));
}

// What takes other matchers exponential time: many stars, and a text that almost matches.
void TestPolicy::wildcardsEndInGoodTime()
{
    std::string pattern = "arn:aws:execute-api:::";
    for (int i = 0; i < 200; ++i)
        pattern += "*a";
    const auto policy = Policy::read(
        R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ")" + pattern + "b\"}}",
        optionsOf({}));
    QVERIFY(policy);
    const std::string resource = "arn:aws:execute-api:::" + std::string(1'600, 'a');
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(policy->evaluate({"execute-api:Invoke", resource}), Decision::ImplicitDeny);
    QVERIFY(timer.elapsed() < 1'000);
}

QTEST_GUILESS_MAIN(TestPolicy)
#include "tst_policy.moc"
