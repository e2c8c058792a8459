// Condition operators against tests/data/auth/conditions.yaml; explanations say the same; names that are none.
#include "core/json/text.h"
#include "gateway-engine/auth/condition.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine::auth;

namespace {

json::Value cases()
{
    QFile file(GW_TEST_DATA "/auth/conditions.yaml");
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no conditions.yaml");
    return json::readYaml(file.readAll().toStdString()).value();
}

std::string textOf(const json::Value& one)
{
    return one["operator"].asString() + " " + json::writeJson(one["values"]) + " of " + json::writeJson(one["given"]);
}

} // namespace

class TestCondition : public QObject
{
    Q_OBJECT

private slots:
    void isMet_data();
    void isMet();
    void everyOperatorHasCases();
    void variablesInValues();
    void namesThatAreNone_data();
    void namesThatAreNone();
};

void TestCondition::isMet_data()
{
    QTest::addColumn<int>("index");
    const json::Value all = cases();
    for (std::size_t i = 0; i < all.asArray().size(); ++i)
        QTest::newRow(textOf(all.asArray()[i]).c_str()) << static_cast<int>(i);
}

void TestCondition::isMet()
{
    QFETCH(int, index);
    static const json::Value all = cases();
    const json::Value& one = all.asArray()[static_cast<std::size_t>(index)];
    const auto op = ConditionOperator::parse(one["operator"].asString());
    QVERIFY(op);
    Condition condition(*op, "aws:a");
    for (const json::Value& value : one["values"].asArray())
        QVERIFY(condition.addValue(value.scalarText(), {}, PolicyVariables::Yes));
    ConditionKeys keys;
    keys.add("aws:other", "a");
    if (one["given"].isArray())
        for (const json::Value& given : one["given"].asArray())
            keys.add("AWS:A", given.asString());
    QCOMPARE(condition.isMet(keys), one["met"].asBool());
    const PolicyElement element = condition.explain(keys);
    QCOMPARE(element.isMet, one["met"].asBool());
    QCOMPARE(element.lines.size(), one["values"].asArray().size());
    for (const PolicyLine& line : element.lines)
        QVERIFY(!line.reason.empty());
}

void TestCondition::everyOperatorHasCases()
{
    const json::Value all = cases();
    for (const char* name : {"StringEquals",
                             "StringNotEquals",
                             "StringEqualsIgnoreCase",
                             "StringNotEqualsIgnoreCase",
                             "StringLike",
                             "StringNotLike",
                             "NumericEquals",
                             "NumericNotEquals",
                             "NumericLessThan",
                             "NumericLessThanEquals",
                             "NumericGreaterThan",
                             "NumericGreaterThanEquals",
                             "DateEquals",
                             "DateNotEquals",
                             "DateLessThan",
                             "DateLessThanEquals",
                             "DateGreaterThan",
                             "DateGreaterThanEquals",
                             "Bool",
                             "IpAddress",
                             "NotIpAddress",
                             "ArnEquals",
                             "ArnLike",
                             "ArnNotEquals",
                             "ArnNotLike",
                             "Null"}) {
        QVERIFY2(ConditionOperator::parse(name), name);
        QVERIFY2(std::any_of(all.asArray().begin(), all.asArray().end(),
                             [name](const json::Value& one) { return one["operator"].asString() == name; }),
                 name);
    }
}

void TestCondition::variablesInValues()
{
    Condition condition(*ConditionOperator::parse("StringEquals"), "aws:a");
    QVERIFY(condition.addValue("${aws:username}", {}, PolicyVariables::Yes));
    ConditionKeys keys;
    keys.add("aws:a", "ana");
    QVERIFY(!condition.isMet(keys));
    QCOMPARE(condition.explain(keys).lines.at(0).reason,
             std::string("The request has no value for \"${aws:username}\"."));
    keys.add("aws:username", "ana");
    QVERIFY(condition.isMet(keys));
    QCOMPARE(condition.keys(), (std::vector<std::string>{"aws:a", "aws:username"}));
}

void TestCondition::namesThatAreNone_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"", "String", "IfExists", "ForAllValues:", "ForEachValue:StringLike", "StringLikeIfexists",
                             "ForAnyValue:Null", "NullIfExists", "BinaryEquals", "stringLike", " StringLike"})
        QTest::newRow(*name ? name : "nothing") << QString(name);
}

void TestCondition::namesThatAreNone()
{
    QFETCH(QString, name);
    const auto op = ConditionOperator::parse(name.toStdString());
    QVERIFY(!op);
    QVERIFY(!op.error().message.empty() && !op.error().hint.empty());
}

QTEST_GUILESS_MAIN(TestCondition)
#include "tst_condition.moc"
