// Custom domains (reference 1.33): Host to domain, API mappings, routing rules, modes, and what of a design is refused.
#include "gateway-engine/routing/domain_router.h"

#include "gateway-engine/http/host_name.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

// "orders>shop/prod" maps the base path "orders" to the stage "prod" of the API "shop"; ">shop/prod" is the catch-all.
DomainMapping mappingFrom(const QString& text)
{
    const auto to = text.section('>', 1);
    return {text.section('>', 0, 0).toStdString(), to.section('/', 0, 0).toStdString(),
            to.section('/', 1).toStdString()};
}

// "10 a | X-Beta: yes* | /orders | shop/prod | strip": priority and id, headers by "&", base path, target, strip.
DomainRule ruleFrom(const QString& text)
{
    QStringList parts = text.split('|');
    for (QString& part : parts)
        part = part.trimmed();
    DomainRule rule;
    rule.priority = parts[0].section(' ', 0, 0).toInt();
    rule.ruleId = parts[0].section(' ', 1).toStdString();
    for (const QString& header : parts[1].split("&", Qt::SkipEmptyParts))
        rule.headers.push_back(
            {header.section(": ", 0, 0).trimmed().toStdString(), header.section(": ", 1).trimmed().toStdString()});
    if (parts[2].startsWith('/'))
        rule.basePath = parts[2].mid(1).toStdString();
    rule.apiId = parts[3].section('/', 0, 0).toStdString();
    rule.stage = parts[3].section('/', 1).toStdString();
    rule.stripBasePath = parts[4] == "strip";
    return rule;
}

CustomDomain domainOf(const QStringList& mappings, const QStringList& rules = {},
                      DomainRouting mode = DomainRouting::ApiMappingOnly)
{
    CustomDomain domain;
    domain.name = "api.localhost";
    domain.mode = mode;
    for (const QString& mapping : mappings)
        domain.mappings.push_back(mappingFrom(mapping));
    for (const QString& rule : rules)
        domain.rules.push_back(ruleFrom(rule));
    return domain;
}

// "shop/prod /below base-path rule", "" where nothing matches.
QString routed(const CustomDomain& domain, const QString& path, const QStringList& headers = {})
{
    const auto built = DomainRouter::build({domain});
    if (!built.diagnostics.empty())
        return QString::fromStdString(built.diagnostics.front().message);
    Request request;
    request.method = "GET";
    request.target = path.toStdString();
    for (const QString& header : headers)
        request.headers.add(header.section(": ", 0, 0).toStdString(), header.section(": ", 1).toStdString());
    const RoutedDomain* found = built.router->find("api.localhost:8443");
    const auto route = found ? found->route(request) : std::nullopt;
    if (!route)
        return {};
    const auto text = [](std::string_view view) { return QString::fromUtf8(view.data(), int(view.size())); };
    return (text(route->apiId) + "/" + text(route->stage) + " " + text(route->path) + " " +
            text(route->basePathMatched) + " " + text(route->ruleId))
        .trimmed();
}

} // namespace

class DomainRouterTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheDomainOfAHost_data();
    void findsTheDomainOfAHost();
    void mapsBasePaths_data();
    void mapsBasePaths();
    void multiLevelMappingsLowerHeaderNames();
    void rulesDecide_data();
    void rulesDecide();
    void headerConditions_data();
    void headerConditions();
    void modes_data();
    void modes();
    void tellsWhatItLeavesOut_data();
    void tellsWhatItLeavesOut();
    void boundsNumbers();
    void lowersNamesOfHeaders();
};

void DomainRouterTest::findsTheDomainOfAHost_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("domain"); // empty: none
    const auto row = [](const char* name, const char* host, const char* domain) {
        QTest::newRow(name) << host << domain;
    };
    row("as it is", "pets.localhost", "pets.localhost");
    row("with a port", "pets.localhost:4780", "pets.localhost");
    row("letter case", "PETS.LocalHost", "pets.localhost");
    row("a dot at its end", "pets.localhost.", "pets.localhost");
    row("a dot and a port", "pets.localhost.:443", "pets.localhost");
    row("wildcard", "a.shop.test", "*.shop.test");
    row("exact before wildcard", "b.shop.test", "b.shop.test");
    row("wildcard is one label", "a.b.c.shop.test", "");
    row("wildcard is not its parent", "shop.test", "");
    row("an empty label is none", ".shop.test", "");
    row("the wildcard itself is no host", "*.shop.test", "");
    row("unknown", "dogs.localhost", "");
    row("below a known one", "x.pets.localhost", "");
    row("ends as a known one", "xpets.localhost", "");
    row("empty", "", "");
    row("a port alone", ":80", "");
    row("IPv4", "127.0.0.1:80", "");
    row("IPv6", "[::1]:80", "");
    row("IPv6 without end", "[::1", "");
    QTest::newRow("too long") << QString(5'000, 'a') << "";
    QTest::newRow("253 characters") << QString(244, 'a') + ".shop.test"
                                    << "";
}

void DomainRouterTest::findsTheDomainOfAHost()
{
    QFETCH(QString, host);
    QFETCH(QString, domain);
    std::vector<CustomDomain> domains;
    for (const char* name : {"Pets.localhost", "*.shop.test", "b.shop.test"}) {
        domains.push_back(domainOf({">shop/prod"}));
        domains.back().name = name;
    }
    const auto built = DomainRouter::build(domains);
    QVERIFY(built.diagnostics.empty());
    const RoutedDomain* found = built.router->find(host.toStdString());
    QCOMPARE(found ? QString::fromStdString(found->name()) : QString(), domain);
    if (found)
        QVERIFY(!hostName(host.toStdString()).empty());
}

void DomainRouterTest::mapsBasePaths_data()
{
    QTest::addColumn<QStringList>("mappings");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const QStringList single{">home/prod", "orders>shop/prod", "pets>zoo/dev"};
    const auto one = [&](const char* name, const char* path, const char* expected) {
        QTest::newRow(name) << single << path << expected;
    };
    one("single: the base path alone", "/orders", "shop/prod  orders");
    one("single: with a slash", "/orders/", "shop/prod / orders");
    one("single: below it", "/orders/7?x=/pets", "shop/prod /7 orders");
    one("single: segments are whole", "/ordersandmore", "home/prod /ordersandmore (none)");
    one("single: letter case counts", "/Orders/7", "home/prod /Orders/7 (none)");
    one("single: another", "/pets/1", "zoo/dev /1 pets");
    one("single: the root is the catch-all's", "/", "home/prod / (none)");
    one("single: an escape is no segment end", "/orders%2F7", "home/prod /orders%2F7 (none)");
    one("single: not in the middle", "/a/orders", "home/prod /a/orders (none)");
    one("single: an empty segment before", "//orders", "home/prod //orders (none)");
    QTest::newRow("no catch-all: nothing") << QStringList{"orders>shop/prod"} << "/"
                                           << "";
    QTest::newRow("no catch-all: another path") << QStringList{"orders>shop/prod"} << "/orders2"
                                                << "";
    QTest::newRow("no target at all") << single << ""
                                      << "home/prod  (none)";
    QTest::newRow("asterisk form") << QStringList{"orders>shop/prod"} << "*"
                                   << "";
    QTest::newRow("(none) by its name") << QStringList{"(none)>home/prod"} << "/x"
                                        << "home/prod /x (none)";
    QTest::newRow("no mapping") << QStringList{} << "/x"
                                << "";
    const QStringList multi{">home/prod", "orders>shop/prod", "orders/v2>shop/v2", "orders/v2/items>items/prod"};
    const auto several = [&](const char* name, const char* path, const char* expected) {
        QTest::newRow(name) << multi << path << expected;
    };
    several("multi: the longest wins", "/orders/v2/items/7", "items/prod /7 orders/v2/items");
    several("multi: the one in between", "/orders/v2/7", "shop/v2 /7 orders/v2");
    several("multi: the shortest", "/orders/v1/7", "shop/prod /v1/7 orders");
    several("multi: prefixes are raw", "/ordersandmore", "shop/prod andmore orders");
    several("multi: raw in depth, too", "/orders/v2/itemsets", "items/prod ets orders/v2/items");
    several("multi: catch-all", "/pets", "home/prod /pets (none)");
    several("multi: letter case counts", "/ORDERS", "home/prod /ORDERS (none)");
    QTest::newRow("every character a base path may have") << QStringList{"a$-_.+!*'()z>shop/prod"} << "/a$-_.+!*'()z/1"
                                                          << "shop/prod /1 a$-_.+!*'()z";
}

void DomainRouterTest::mapsBasePaths()
{
    QFETCH(QStringList, mappings);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(routed(domainOf(mappings), path), expected);
}

void DomainRouterTest::multiLevelMappingsLowerHeaderNames()
{
    const auto lowers = [](const QStringList& mappings) {
        return DomainRouter::build({domainOf(mappings)}).router->find("api.localhost")->lowersHeaderNames();
    };
    QVERIFY(!lowers({">home/prod", "orders>shop/prod"}));
    QVERIFY(lowers({">home/prod", "orders/v1>shop/prod"}));
}

void DomainRouterTest::rulesDecide_data()
{
    QTest::addColumn<QStringList>("rules");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QStringList& rules, const char* path, const char* expected) {
        QTest::newRow(name) << rules << path << expected;
    };
    row("no condition takes everything", {"5 all | | | a/s | "}, "/x/y", "a/s /x/y  all");
    row("lowest priority first", {"20 b | | | b/s | ", "10 a | | | a/s | "}, "/x", "a/s /x  a");
    row("base path, not stripped", {"1 a | | /orders | a/s | "}, "/orders/7", "a/s /orders/7  a");
    row("base path, stripped", {"1 a | | /orders | a/s | strip"}, "/orders/7", "a/s /7  a");
    row("base path alone, stripped", {"1 a | | /orders | a/s | strip"}, "/orders", "a/s   a");
    row("base path by segments", {"1 a | | /orders | a/s | "}, "/ordersandmore", "");
    row("base path of two segments", {"1 a | | /orders/v1 | a/s | strip"}, "/orders/v1/7", "a/s /7  a");
    row("base path: letter case counts", {"1 a | | /orders | a/s | "}, "/Orders", "");
    row("the next rule where the first does not hold", {"1 a | | /pets | a/s | ", "2 b | | /orders | b/s | "},
        "/orders", "b/s /orders  b");
    row("strip without a base path", {"1 a | | | a/s | strip"}, "/x", "a/s /x  a");
    row("no rule holds", {"1 a | | /pets | a/s | "}, "/", "");
    row("no rule", {}, "/", "");
}

void DomainRouterTest::rulesDecide()
{
    QFETCH(QStringList, rules);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(routed(domainOf({}, rules, DomainRouting::RoutingRuleOnly), path), expected);
}

void DomainRouterTest::headerConditions_data()
{
    QTest::addColumn<QString>("conditions");
    QTest::addColumn<QStringList>("headers");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char* name, const char* conditions, const QStringList& headers, bool holds) {
        QTest::newRow(name) << conditions << headers << holds;
    };
    row("exact", "X-V: beta", {"X-V: beta"}, true);
    row("name in another case", "x-v: beta", {"X-V: beta"}, true);
    row("value in another case", "X-V: beta", {"X-V: Beta"}, false);
    row("no such header", "X-V: beta", {"X-W: beta"}, false);
    row("begins", "X-V: be*", {"X-V: beta"}, true);
    row("begins with all of it", "X-V: beta*", {"X-V: beta"}, true);
    row("does not begin", "X-V: be*", {"X-V: xbeta"}, false);
    row("ends", "X-V: *ta", {"X-V: beta"}, true);
    row("does not end", "X-V: *ta", {"X-V: betas"}, false);
    row("holds", "X-V: *et*", {"X-V: beta"}, true);
    row("does not hold", "X-V: *xy*", {"X-V: beta"}, false);
    row("anything", "X-V: *", {"X-V: beta"}, true);
    row("anything, even nothing", "X-V: *", {"X-V: "}, true);
    row("anything must be there", "X-V: *", {}, false);
    row("overlapping ends are no match", "X-V: *aa*", {"X-V: a"}, false);
    row("one of repeated lines", "X-V: beta", {"X-V: alpha", "X-V: beta"}, true);
    row("a list is one value", "X-V: beta", {"X-V: alpha, beta"}, false);
    row("a list by its end", "X-V: *beta", {"X-V: alpha, beta"}, true);
    row("a question mark is one", "X-V: b?ta", {"X-V: beta"}, false);
    row("two conditions, both", "X-V: beta & X-W: 1", {"X-V: beta", "X-W: 1"}, true);
    row("two conditions, one", "X-V: beta & X-W: 1", {"X-V: beta", "X-W: 2"}, false);
    row("two conditions of one header, by different lines", "X-V: a* & X-V: *z", {"X-V: a", "X-V: z"}, true);
}

void DomainRouterTest::headerConditions()
{
    QFETCH(QString, conditions);
    QFETCH(QStringList, headers);
    QFETCH(bool, holds);
    const auto domain = domainOf({}, {"1 rule | " + conditions + " | | a/s | "}, DomainRouting::RoutingRuleOnly);
    QCOMPARE(routed(domain, "/x", headers), QString(holds ? "a/s /x  rule" : ""));
    const auto withPath = domainOf({}, {"1 rule | " + conditions + " | /x | a/s | "}, DomainRouting::RoutingRuleOnly);
    QCOMPARE(routed(withPath, "/x", headers), QString(holds ? "a/s /x  rule" : ""));
    QCOMPARE(routed(withPath, "/y", headers), QString()); // header and path must hold
}

void DomainRouterTest::modes_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, DomainRouting mode, const char* path, const char* expected) {
        QTest::newRow(name) << int(mode) << path << expected;
    };
    row("mappings only: no rule is looked at", DomainRouting::ApiMappingOnly, "/orders/7", "map/s /7 orders");
    row("rules only: no mapping is looked at", DomainRouting::RoutingRuleOnly, "/pets", "");
    row("rules only", DomainRouting::RoutingRuleOnly, "/orders/7", "rule/s /orders/7  r");
    row("both: the rule comes first", DomainRouting::RoutingRuleThenApiMapping, "/orders/7", "rule/s /orders/7  r");
    row("both: then the mapping", DomainRouting::RoutingRuleThenApiMapping, "/pets/1", "map/s /1 pets");
    row("both: neither", DomainRouting::RoutingRuleThenApiMapping, "/x", "");
}

void DomainRouterTest::modes()
{
    QFETCH(int, mode);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const auto domain =
        domainOf({"orders>map/s", "pets>map/s"}, {"1 r | | /orders | rule/s | "}, static_cast<DomainRouting>(mode));
    QCOMPARE(routed(domain, path), expected);
}

void DomainRouterTest::tellsWhatItLeavesOut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("mappings");
    QTest::addColumn<QStringList>("rules");
    QTest::addColumn<QString>("words"); // empty: all is right
    const auto domain = [](const char* row, const QString& name, const char* words) {
        QTest::newRow(row) << name << QStringList{} << QStringList{} << words;
    };
    domain("a name", "pets.localhost", "");
    domain("one label", "pets", "");
    domain("wildcard", "*.pets.localhost", "");
    domain("empty", "", "No domain can be called \"\"");
    domain("a star inside", "a.*.localhost", "No domain can be called");
    domain("a star with letters", "x*.localhost", "No domain can be called");
    domain("star alone", "*", "No domain can be called");
    domain("an empty label", "a..b", "No domain can be called");
    domain("with a port", "a.b:80", "No domain can be called");
    domain("a hyphen first", "-a.b", "No domain can be called");
    domain("a blank", "a b", "No domain can be called");
    domain("a label too long", QString(64, 'a') + ".b", "No domain can be called");
    domain("too long", QString(260, 'a'), "No domain can be called");
    const auto mapping = [](const char* row, const QStringList& mappings, const char* words) {
        QTest::newRow(row) << "a.b" << mappings << QStringList{} << words;
    };
    mapping("slash before", {"/v1>a/s"}, "\"/\" at an end");
    mapping("slash behind", {"v1/>a/s"}, "\"/\" at an end");
    mapping("two slashes", {"a//b>a/s"}, "two of them together");
    mapping("a blank in it", {"a b>a/s"}, "other characters");
    mapping("an escape", {"a%20b>a/s"}, "other characters");
    mapping("twice", {"v1>a/s", "v1>b/s"}, "is there twice");
    mapping("twice the catch-all", {"(none)>a/s", ">b/s"}, "is there twice");
    mapping("300 characters", {QString(300, 'a') + ">a/s"}, "");
    mapping("301 characters", {QString(301, 'a') + ">a/s"}, "longer than 300");
    const auto rule = [](const char* row, const QStringList& rules, const char* words) {
        QTest::newRow(row) << "a.b" << QStringList{} << rules << words;
    };
    rule("priority 0", {"0 a | | | a/s | "}, "priority is not between");
    rule("priority 1000001", {"1000001 a | | | a/s | "}, "priority is not between");
    rule("priority 1000000", {"1000000 a | | | a/s | "}, "");
    rule("the same priority", {"1 a | | | a/s | ", "1 b | | | a/s | "}, "another one has its priority, 1");
    rule("three headers", {"1 a | A: 1 & B: 1 & C: 1 | | a/s | "}, "more than two header conditions");
    rule("a star inside a value", {"1 a | A: b*c | | a/s | "}, "\"*\" inside");
    rule("no header's name", {"1 a | : b | | a/s | "}, "names no header");
    rule("a base path that is none", {"1 a | | /x/ | a/s | "}, "the base path");
}

void DomainRouterTest::tellsWhatItLeavesOut()
{
    QFETCH(QString, name);
    QFETCH(QStringList, mappings);
    QFETCH(QStringList, rules);
    QFETCH(QString, words);
    CustomDomain domain = domainOf(mappings, rules);
    domain.name = name.toStdString();
    const auto built = DomainRouter::build({domain});
    QCOMPARE(built.diagnostics.empty(), words.isEmpty());
    if (words.isEmpty())
        return;
    QCOMPARE(built.diagnostics.size(), std::size_t{1});
    const Diagnostic& told = built.diagnostics.front();
    QVERIFY2(QString::fromStdString(told.message).contains(words), told.message.c_str());
    QVERIFY(told.severity == Severity::Warning); // what is right goes on
}

void DomainRouterTest::boundsNumbers()
{
    CustomDomain domain = domainOf({});
    for (int i = 0; i < 201; ++i)
        domain.mappings.push_back({"v" + std::to_string(i) + "/x", "a", "s"});
    for (int i = 1; i <= 51; ++i)
        domain.rules.push_back({std::to_string(i), i, {}, std::nullopt, "a", "s", false});
    const auto built = DomainRouter::build({domain, domain});
    QCOMPARE(built.diagnostics.size(), std::size_t{5}); // one mapping and one rule of each, and the second domain
    Request request;
    request.target = "/v200/x";
    QVERIFY(!built.router->find("api.localhost")->route(request));
    request.target = "/v199/x";
    QVERIFY(built.router->find("api.localhost")->route(request).has_value());
}

void DomainRouterTest::lowersNamesOfHeaders()
{
    Headers headers;
    headers.add("X-Api-Key", "ABC");
    headers.add("HOST", "Pets.localhost");
    headers.lowerNames();
    QCOMPARE(headers[0].name, std::string_view("x-api-key"));
    QCOMPARE(headers[0].value, std::string_view("ABC"));
    QCOMPARE(headers[1].name, std::string_view("host"));
    Headers().lowerNames();
}

QTEST_GUILESS_MAIN(DomainRouterTest)
#include "tst_domain_router.moc"
