// Reference 1.4 (REST) and 2.1 (HTTP APIs).
#include "gateway-engine/routing/route_tree.h"

#include <QTest>

using namespace gw::engine;

namespace {

RouteTree treeOf(const QStringList& routes, RoutingRules rules)
{
    RouteTree tree(rules);
    for (int i = 0; i < routes.size(); ++i) {
        const std::string route = routes[i].toStdString();
        const auto space = route.find(' ');
        if (space == std::string::npos)
            tree.add("ANY", route, i);
        else
            tree.add(route.substr(0, space), route.substr(space + 1), i);
    }
    return tree;
}

QString described(const std::optional<RouteMatch>& match, const QStringList& routes)
{
    if (!match)
        return "none";
    QString text = routes[match->route];
    for (const auto& [name, value] : match->pathParameters)
        text += " " + QString::fromStdString(name) + "=" + QString::fromStdString(value);
    return text;
}

} // namespace

class TestRouteTree : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void refusesTakenRoutes();
    void costFollowsPartsNotRoutes();
    void survivesHostilePaths_data();
    void survivesHostilePaths();
};

void TestRouteTree::matches_data()
{
    QTest::addColumn<bool>("rest");
    QTest::addColumn<QStringList>("routes");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");

    const QStringList pets{"GET /", "GET /pets", "GET /pets/{petId}", "GET /pets/mine", "ANY /files/{proxy+}"};
    const auto rest = [](const char* name, const QStringList& routes, const char* verb, const char* path,
                         const char* expected) { QTest::newRow(name) << true << routes << verb << path << expected; };
    rest("root", pets, "GET", "/", "GET /");
    rest("empty path is the root", pets, "GET", "", "GET /");
    rest("literal", pets, "GET", "/pets", "GET /pets");
    rest("literal beats variable", pets, "GET", "/pets/mine", "GET /pets/mine");
    rest("variable", pets, "GET", "/pets/7", "GET /pets/{petId} petId=7");
    rest("one trailing slash is ignored", pets, "GET", "/pets/", "GET /pets");
    rest("trailing slash behind a variable", pets, "GET", "/pets/7/", "GET /pets/{petId} petId=7");
    rest("two trailing slashes are not", pets, "GET", "/pets//", "none");
    rest("leading double slash collapses", pets, "GET", "//pets/7", "GET /pets/{petId} petId=7");
    rest("case matters", pets, "GET", "/Pets", "none");
    rest("verb case matters", pets, "get", "/pets", "none");
    rest("other verb", pets, "POST", "/pets", "none");
    rest("head is not implied", pets, "HEAD", "/pets", "none");
    rest("options is not implied", pets, "OPTIONS", "/pets", "none");
    rest("escapes stay", pets, "GET", "/pets/a%2Fb", "GET /pets/{petId} petId=a%2Fb");
    rest("escapes do not match literals", pets, "GET", "/%70ets", "none");
    rest("greedy takes one part", pets, "PUT", "/files/a", "ANY /files/{proxy+} proxy=a");
    rest("greedy takes many", pets, "PUT", "/files/a/b/c", "ANY /files/{proxy+} proxy=a/b/c");
    rest("greedy keeps inner double slashes", pets, "PUT", "/files/a//b", "ANY /files/{proxy+} proxy=a//b");
    rest("greedy loses the trailing slash", pets, "PUT", "/files/a/b/", "ANY /files/{proxy+} proxy=a/b");
    rest("greedy never takes nothing", pets, "PUT", "/files", "none");
    rest("greedy never takes a slash", pets, "PUT", "/files/", "none");
    rest("greedy of slashes", pets, "PUT", "/files///", "none");
    rest("root greedy does not take the root", {"ANY /{proxy+}"}, "GET", "/", "none");
    rest("root greedy takes the rest", {"ANY /{proxy+}"}, "GET", "/a/b", "ANY /{proxy+} proxy=a/b");
    rest("ANY after the verb itself", {"ANY /a", "GET /a"}, "GET", "/a", "GET /a");
    rest("ANY for others", {"ANY /a", "GET /a"}, "DELETE", "/a", "ANY /a");
    rest("ANY for a verb nobody knows", {"ANY /a"}, "BREW", "/a", "ANY /a");
    rest("backtracks to greedy for the verb", {"OPTIONS /{proxy+}", "POST /foo"}, "OPTIONS", "/foo",
         "OPTIONS /{proxy+} proxy=foo");
    rest("backtracks out of a literal", {"GET /a/b/c", "GET /{x}/b/d"}, "GET", "/a/b/d", "GET /{x}/b/d x=a");
    rest("backtracks to a greedy higher up", {"GET /a/{x}/c", "GET /a/{proxy+}"}, "GET", "/a/1/d",
         "GET /a/{proxy+} proxy=1/d");
    rest("literal greedy beats variables", {"GET /{a}/{b}", "GET /pets/{proxy+}"}, "GET", "/pets/1",
         "GET /pets/{proxy+} proxy=1");
    rest("variable beats greedy", {"GET /a/{proxy+}", "GET /a/{x}"}, "GET", "/a/1", "GET /a/{x} x=1");
    const QStringList siblings{"GET /pets/{id}", "POST /pets/{petId}", "GET /pets/{id}/toys",
                               "GET /pets/{petId}/owner"};
    rest("sibling variables, first", siblings, "GET", "/pets/7", "GET /pets/{id} id=7");
    rest("sibling variables, other verb", siblings, "POST", "/pets/7", "POST /pets/{petId} petId=7");
    rest("sibling variables, below the first", siblings, "GET", "/pets/7/toys", "GET /pets/{id}/toys id=7");
    rest("sibling variables, below the second", siblings, "GET", "/pets/7/owner", "GET /pets/{petId}/owner petId=7");
    rest("a variable never takes an empty part", {"GET /a/{x}/b"}, "GET", "/a//b", "none");
    rest("several variables", {"GET /{a}/{b}/{c}"}, "GET", "/1/2/3", "GET /{a}/{b}/{c} a=1 b=2 c=3");
    rest("a route with a trailing slash", {"GET /pets/"}, "GET", "/pets", "GET /pets/");
    rest("braces inside a part are text", {"GET /a{b}"}, "GET", "/a1", "none");
    rest("no routes", {}, "GET", "/", "none");

    const auto http = [](const char* name, const QStringList& routes, const char* verb, const char* path,
                         const char* expected) { QTest::newRow(name) << false << routes << verb << path << expected; };
    const QStringList dogs{"GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"};
    http("http: variable", dogs, "GET", "/pets/dog/2", "GET /pets/dog/{id} id=2");
    http("http: greedy below", dogs, "GET", "/pets/cat/1", "GET /pets/{proxy+} proxy=cat/1");
    http("http: greedy of another verb", dogs, "POST", "/test/5", "ANY /{proxy+} proxy=test/5");
    http("http: default", dogs, "GET", "/", "$default");
    http("http: trailing slash is strict", {"GET /pets"}, "GET", "/pets/", "none");
    http("http: trailing slash to default", {"GET /pets", "$default"}, "GET", "/pets/", "$default");
    http("http: full match before greedy", {"GET /{a}/{b}", "GET /pets/{proxy+}"}, "GET", "/pets/1",
         "GET /{a}/{b} a=pets b=1");
    http("http: decodes", {"GET /pets/{id}"}, "GET", "/pets/a%20b", "GET /pets/{id} id=a b");
    http("http: a decoded question mark cuts", {"GET /pets/{id}"}, "GET", "/pets/a%3Fb", "GET /pets/{id} id=a");
    http("http: nothing", {"GET /pets"}, "GET", "/dogs", "none");
}

void TestRouteTree::matches()
{
    QFETCH(bool, rest);
    QFETCH(QStringList, routes);
    QFETCH(QString, verb);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const RouteTree tree = treeOf(routes, rest ? RoutingRules::Rest : RoutingRules::Http);
    QCOMPARE(described(tree.match(verb.toStdString(), path.toStdString()), routes), expected);
}

void TestRouteTree::refusesTakenRoutes()
{
    RouteTree tree;
    QVERIFY(tree.add("GET", "/pets/{id}", 0));
    QVERIFY(!tree.add("GET", "/pets/{id}", 1));
    QVERIFY(!tree.add("GET", "/pets/{petId}", 2)); // would never be reached
    QVERIFY(tree.add("POST", "/pets/{petId}", 3));
    QVERIFY(tree.add("GET", "/pets/{proxy+}", 4));
    QVERIFY(!tree.add("GET", "/pets/{rest+}", 5));
    QVERIFY(!tree.add("GET", "/files/{proxy+}/more", 6)); // nothing stands below a greedy part
    RouteTree http(RoutingRules::Http);
    QVERIFY(http.add("ANY", "$default", 0));
    QVERIFY(!http.add("ANY", "$default", 1));
}

void TestRouteTree::costFollowsPartsNotRoutes()
{
    const auto nanosecondsPerMatch = [](int routes) {
        RouteTree tree;
        for (int i = 0; i < routes; ++i)
            tree.add("GET", "/api/v1/things" + std::to_string(i) + "/{id}/parts", i);
        const std::string path = "/api/v1/things" + std::to_string(routes / 2) + "/42/parts";
        constexpr int rounds = 20'000;
        double best = 1e12;
        for (int attempt = 0; attempt < 5; ++attempt) {
            const auto start = std::chrono::steady_clock::now();
            for (int i = 0; i < rounds; ++i)
                if (!tree.match("GET", path))
                    return 0.0;
            const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
            best = std::min(best, taken.count() / rounds);
        }
        return best;
    };
    const double few = nanosecondsPerMatch(10);
    const double many = nanosecondsPerMatch(10'000);
    qInfo("%.0f ns with 10 routes, %.0f ns with 10,000", few, many);
    QVERIFY(few > 0 && many > 0);
    QVERIFY2(many < few * 4, "a match must not grow with the number of routes");
}

void TestRouteTree::survivesHostilePaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("many parts") << "/" + QByteArray("a/").repeated(5'000);
    QTest::newRow("many slashes") << QByteArray(10'000, '/');
    QTest::newRow("one long part") << "/" + QByteArray(10'000, 'x');
    QTest::newRow("null bytes") << QByteArray("/a\0b/\0", 6);
    QTest::newRow("no slash") << QByteArray("pets");
    QTest::newRow("asterisk") << QByteArray("*");
}

void TestRouteTree::survivesHostilePaths()
{
    QFETCH(QByteArray, path);
    const QStringList routes{"GET /{a}", "GET /{a}/{b}", "GET /a/{b}/{c}/{d}", "ANY /{a}/{proxy+}"};
    const RouteTree tree = treeOf(routes, RoutingRules::Rest);
    const auto match = tree.match("GET", std::string_view(path.constData(), static_cast<std::size_t>(path.size())));
    QVERIFY(!match || match->route < routes.size());
}

QTEST_GUILESS_MAIN(TestRouteTree)
#include "tst_route_tree.moc"
