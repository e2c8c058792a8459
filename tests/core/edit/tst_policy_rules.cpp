// IAM policies: what is one, why something is none, and which let everybody in.
#include "core/edit/policy_rules.h"

#include "core/json/text.h"

#include <QTest>

using namespace gw;

namespace {

json::Value read(const QString& yaml)
{
    auto value = json::readYaml("# YAML\n" + yaml.toStdString());
    if (!value)
        qFatal("%s", toString(value.error()).c_str());
    return *value;
}

QString statement(const QString& members)
{
    return "{Version: '2012-10-17', Statement: [{" + members + "}]}";
}

} // namespace

class TestPolicyRules : public QObject
{
    Q_OBJECT

private slots:
    void faults_data()
    {
        QTest::addColumn<QString>("policy");
        QTest::addColumn<bool>("isOfApi");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const QString& policy, const char* fault, bool isOfApi = true) {
            QTest::newRow(name) << policy << isOfApi << fault;
        };
        const QString all = "Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: '*'";
        const QString own = "Effect: Allow, Action: ['a:b', 'c:*'], Resource: ['x', 'y']";
        row("all", statement(all), "");
        row("one statement alone", "{Statement: {" + all + "}}", "");
        row("a text of JSON",
            "'{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"*\",\"Resource\":\"*\"}}'",
            "");
        row("of an identity", statement(own), "", false);
        row("NotAction, NotResource, NotPrincipal",
            statement("Effect: Deny, NotPrincipal: {AWS: [a]}, NotAction: x, NotResource: y"), "");
        row("conditions",
            statement(all + ", Condition: {IpAddress: {'aws:SourceIp': [10.0.0.0/8]}, "
                            "'ForAnyValue:StringLikeIfExists': {a: b}, Null: {c: true}, NumericLessThan: {d: 5}}"),
            "");
        row("nothing", "null", "The policy is not an object.");
        row("a list", "[]", "The policy is not an object.");
        row("a text that is no JSON", "'{'", "The policy is a text that is no JSON object.");
        row("version", "{Version: '2012-10-18', Statement: [{" + all + "}]}",
            "The policy's Version \"2012-10-18\" is none.");
        row("no statement", "{Version: '2012-10-17'}", "The policy has no statement.");
        row("empty statements", "{Statement: []}", "The policy has no statement.");
        row("a statement that is a text", "{Statement: [all]}", "Statement 1 of the policy: it is not an object.");
        row("effect", statement("Effect: allow, Principal: '*', Action: a, Resource: b"),
            "Statement 1 of the policy: its Effect is neither Allow nor Deny.");
        row("no principal", statement(own),
            "Statement 1 of the policy: it does not say whom it is about: it has no Principal.");
        row("principal of an identity", statement(all),
            "Statement 1 of the policy: it has a Principal, which only resource policies have.", false);
        row("principal that is a name", statement("Effect: Allow, Principal: bob, Action: a, Resource: b"),
            "Statement 1 of the policy: its Principal is neither \"*\" nor an object such as {\"AWS\": \"*\"}.");
        row("no action", statement("Effect: Allow, Principal: '*', Resource: b"),
            "Statement 1 of the policy: it has no Action.");
        row("two actions", statement("Effect: Allow, Principal: '*', Action: a, NotAction: c, Resource: b"),
            "Statement 1 of the policy: it has Action and NotAction.");
        row("resource of numbers", statement("Effect: Allow, Principal: '*', Action: a, Resource: [1]"),
            "Statement 1 of the policy: its Resource is neither a text nor a list of texts.");
        row("no resource of an identity", statement("Effect: Allow, Action: a"),
            "Statement 1 of the policy: it has no Resource.", false);
        row("condition", statement(all + ", Condition: [x]"),
            "Statement 1 of the policy: its Condition is not an object.");
        row("operator", statement(all + ", Condition: {StringMatches: {a: b}}"),
            "Statement 1 of the policy: \"StringMatches\" is no operator of conditions.");
        row("NullIfExists", statement(all + ", Condition: {NullIfExists: {a: true}}"),
            "Statement 1 of the policy: \"NullIfExists\" is no operator of conditions.");
        row("value of a condition", statement(all + ", Condition: {Bool: {a: {}}}"),
            "Statement 1 of the policy: the condition key \"a\" has no value that can be compared.");
        row("too long", statement(all + ", Sid: " + QString(8192, 'x')), "The policy is longer than 8192 characters.");
    }

    void faults()
    {
        QFETCH(QString, policy);
        QFETCH(bool, isOfApi);
        const auto owner = isOfApi ? PolicyOwner::Api : PolicyOwner::Identity;
        QTEST(QString::fromStdString(faultOfPolicy(read(policy), owner)), "fault");
    }

    void everybody_data()
    {
        QTest::addColumn<QString>("members");
        QTest::addColumn<bool>("isEverybody");
        const QString rest = ", Action: a, Resource: b";
        const auto row = [&](const char* name, const QString& members, bool isEverybody) {
            QTest::newRow(name) << members + rest << isEverybody;
        };
        row("star", "Effect: Allow, Principal: '*'", true);
        row("AWS star", "Effect: Allow, Principal: {AWS: '*'}", true);
        row("star among accounts", "Effect: Allow, Principal: {AWS: [a, '*']}", true);
        row("empty condition", "Effect: Allow, Principal: '*', Condition: {}", true);
        row("condition", "Effect: Allow, Principal: '*', Condition: {StringEquals: {a: b}}", false);
        row("denied", "Effect: Deny, Principal: '*'", false);
        row("an account", "Effect: Allow, Principal: {AWS: a}", false);
        row("a service", "Effect: Allow, Principal: {Service: '*'}", false);
        row("nobody named", "Effect: Allow", false);
    }

    void everybody()
    {
        QFETCH(QString, members);
        QTEST(allowsEverybody(read(statement(members))), "isEverybody");
    }

    void whatIsNoPolicyAllowsNobody()
    {
        for (const char* text : {"null", "[]", "7", "'{'", "{}", "{Statement: all}", "{Statement: [[]]}"})
            QVERIFY2(!allowsEverybody(read(text)), text);
    }
};

QTEST_APPLESS_MAIN(TestPolicyRules)
#include "tst_policy_rules.moc"
