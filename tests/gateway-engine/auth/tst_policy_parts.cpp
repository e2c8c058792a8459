// What policies are made of: dates, sessions of roles, members that are there twice, and the two
// tables of reference 1.26.
#include "core/json/text.h"
#include "gateway-engine/auth/duplicate_member.h"
#include "gateway-engine/auth/policy_combination.h"
#include "gateway-engine/auth/policy_date.h"
#include "gateway-engine/auth/principal.h"

#include <QTest>

using namespace gw;
using namespace gw::engine::auth;

namespace {

constexpr Decision allow = Decision::Allow;
constexpr Decision silent = Decision::ImplicitDeny;
constexpr Decision deny = Decision::ExplicitDeny;

} // namespace

Q_DECLARE_METATYPE(Decision)

class TestPolicyParts : public QObject
{
    Q_OBJECT

private slots:
    void tables_data();
    void tables();
    void dates_data();
    void dates();
    void sessions();
    void duplicates();
};

void TestPolicyParts::tables_data()
{
    QTest::addColumn<Decision>("callers");
    QTest::addColumn<Decision>("resource");
    QTest::addColumn<Decision>("sameAccount");
    QTest::addColumn<Decision>("crossAccount");
    QTest::newRow("allow, allow") << allow << allow << allow << allow;
    QTest::newRow("allow, silent") << allow << silent << allow << silent;
    QTest::newRow("allow, deny") << allow << deny << deny << deny;
    QTest::newRow("silent, allow") << silent << allow << allow << silent;
    QTest::newRow("silent, silent") << silent << silent << silent << silent;
    QTest::newRow("silent, deny") << silent << deny << deny << deny;
    QTest::newRow("deny, allow") << deny << allow << deny << deny;
    QTest::newRow("deny, silent") << deny << silent << deny << deny;
    QTest::newRow("deny, deny") << deny << deny << deny << deny;
}

void TestPolicyParts::tables()
{
    QFETCH(Decision, callers);
    QFETCH(Decision, resource);
    QTEST(combineInSameAccount(callers, resource), "sameAccount");
    QTEST(combineAcrossAccounts(callers, resource), "crossAccount");
}

void TestPolicyParts::dates_data()
{
    QTest::addColumn<qint64>("milliseconds"); // -1: it is none
    QTest::newRow("1970-01-01") << qint64(0);
    QTest::newRow("1970-01-02T00:00Z") << qint64(86'400'000);
    QTest::newRow("1970-01-01T00:00:01.25Z") << qint64(1'250);
    QTest::newRow("1970-01-01T00:00:01.2345678Z") << qint64(1'234);
    QTest::newRow("1970-01-01T02:00:00+02:00") << qint64(0);
    QTest::newRow("1969-12-31T22:00:00-02:00") << qint64(0);
    QTest::newRow("1772619072") << qint64(1'772'619'072'000);
    QTest::newRow("2024-02-29") << qint64(1'709'164'800'000);
    for (const char* none : {"",
                             "x",
                             "2023-02-29",
                             "2023-13-01",
                             "2023-00-01",
                             "2023-1-1",
                             "2023-01-01T",
                             "2023-01-01T10Z",
                             "2023-01-01T10:00",
                             "2023-01-01T24:00Z",
                             "2023-01-01T10:60Z",
                             "2023-01-01T10:00:60Z",
                             "2023-01-01T10:00:00.Z",
                             "2023-01-01T10:00:00+1:00",
                             "2023-01-01T10:00:00+19:00",
                             "2023-01-01 10:00Z",
                             "2023-01-01T10:00Zz",
                             "1.5",
                             "99999999999999999999",
                             "999999999999999"})
        QTest::newRow(*none ? none : "nothing") << qint64(-1);
}

void TestPolicyParts::dates()
{
    const std::string tag = QTest::currentDataTag();
    const auto time = parsePolicyDate(tag == "nothing" ? std::string() : tag);
    QTEST(time ? qint64(time->time_since_epoch().count()) : qint64(-1), "milliseconds");
}

void TestPolicyParts::sessions()
{
    QCOMPARE(roleOfSession("arn:aws:sts::111122223333:assumed-role/App/s"),
             std::string("arn:aws:iam::111122223333:role/App"));
    for (const char* none : {"", "arn:aws:iam::111122223333:user/ana", "arn:aws:sts::1:assumed-role/App",
                             ":assumed-role/a/b:sts::", "arn:aws:sts::1:federated-user/ana"})
        QCOMPARE(roleOfSession(none), std::string());
}

void TestPolicyParts::duplicates()
{
    const auto twice = [](const char* text) {
        const auto value = json::readJson(text);
        const json::Member* found = findDuplicateMember(*value);
        return found ? found->key : std::string();
    };
    QCOMPARE(twice(R"({"a": 1, "b": {"a": 1}, "c": [{"a": 1}]})"), std::string());
    QCOMPARE(twice(R"({"a": 1, "b": 2, "a": 1})"), std::string("a"));
    QCOMPARE(twice(R"({"a": [{"x": {"b": 1, "b": 1}}]})"), std::string("b"));
    QCOMPARE(twice(R"({"a": 1, "\u0061": 2})"), std::string("a"));
    QCOMPARE(twice("[1, 1]"), std::string());
}

QTEST_GUILESS_MAIN(TestPolicyParts)
#include "tst_policy_parts.moc"
