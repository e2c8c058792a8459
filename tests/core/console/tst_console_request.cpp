// Requests as values and files: what is read is written back byte for byte, edits touch only their own lines, variables
// and URLs become what is sent, or a reason in words.
#include "core/console/body_formatter.h"
#include "core/console/environment.h"
#include "core/console/file_name.h"
#include "core/console/history.h"
#include "core/console/prepare_request.h"
#include "core/console/request_file.h"
#include "core/console/request_store.h"
#include "core/console/url_query.h"
#include "core/console/variables.h"
#include "core/format/secrets_file.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::console;

namespace {

const char* const commented = "# Lists what is in stock\n"
                              "method: GET\n"
                              "url: \"{{baseUrl}}/pets\"   # the stage\n"
                              "owner: team-pets            # not ours, but kept\n"
                              "query:\n"
                              "  - name: limit\n"
                              "    value: \"10\"\n"
                              "    note: keep me\n"
                              "  - {name: kind, value: cat, enabled: false}\n"
                              "headers:\n"
                              "  - name: Accept\n"
                              "    value: application/json\n";

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

VariableScope scopeOf(const QList<QPair<QString, QString>>& variables)
{
    DynamicValues dynamic;
    dynamic.guid = [] { return QStringLiteral("GUID"); };
    dynamic.timestamp = [] { return QStringLiteral("1700000000"); };
    dynamic.isoTimestamp = [] { return QStringLiteral("2023-11-14T22:13:20Z"); };
    dynamic.randomInt = [] { return QStringLiteral("7"); };
    VariableScope scope(dynamic);
    for (const auto& [name, value] : variables)
        scope.add({name, value, QStringLiteral("test"), false});
    return scope;
}

QString problems(const Resolution& resolution)
{
    QStringList lines;
    for (const Unresolved& problem : resolution.unresolved)
        lines.append(problem.name + u' ' + problem.reason);
    return lines.join(u'|');
}

} // namespace

class TestConsoleRequest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_home.path().toUtf8()); } // what is deleted goes to a trash there
    void variablesAreFilledIn_data();
    void variablesAreFilledIn();
    void nestedVariablesCannotRunAway();
    void urlAndQueryFollowEachOther_data();
    void urlAndQueryFollowEachOther();
    void switchedOffRowsKeepTheirPlace();
    void filesSurviveUntouched_data();
    void filesSurviveUntouched();
    void editTouchesItsOwnLinesOnly();
    void writtenRequestsReadBack_data();
    void writtenRequestsReadBack();
    void wrongFilesSayWhy_data();
    void wrongFilesSayWhy();
    void preparedRequests_data();
    void preparedRequests();
    void refusedRequests_data();
    void refusedRequests();
    void environmentsKeepSecretsApart();
    void environmentEditKeepsComments();
    void storeCreatesRenamesAndDeletes();
    void storeRefusesNames_data();
    void storeRefusesNames();
    void historyIsBoundedAndKept();
    void prettyKeepsNumbersAndOrder_data();
    void prettyKeepsNumbersAndOrder();
    void longTextsAreFormattedApart();

private:
    QTemporaryDir m_home;
};

void TestConsoleRequest::variablesAreFilledIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("unresolved");
    QTest::newRow("none") << "plain"
                          << "plain"
                          << "";
    QTest::newRow("one") << "{{host}}/x"
                         << "localhost/x"
                         << "";
    QTest::newRow("spaces") << "{{ host }}"
                            << "localhost"
                            << "";
    QTest::newRow("nested") << "{{base}}/pets"
                            << "http://localhost/pets"
                            << "";
    QTest::newRow("twice") << "{{host}}{{host}}"
                           << "localhostlocalhost"
                           << "";
    QTest::newRow("dynamic") << "{{$guid}} {{$timestamp}} {{$randomInt}}"
                             << "GUID 1700000000 7"
                             << "";
    QTest::newRow("dynamic inside") << "{{stamped}}"
                                    << "t=1700000000"
                                    << "";
    QTest::newRow("unknown stays") << "{{nope}}/x"
                                   << "{{nope}}/x"
                                   << "nope is not defined";
    QTest::newRow("unknown dynamic") << "{{$nope}}"
                                     << "{{$nope}}"
                                     << "$nope is not defined";
    QTest::newRow("unknown once") << "{{nope}} {{nope}}"
                                  << "{{nope}} {{nope}}"
                                  << "nope is not defined";
    QTest::newRow("itself") << "{{self}}"
                            << "{{self}}"
                            << "self refers to itself";
    QTest::newRow("circle") << "{{a}}"
                            << "{{a}}"
                            << "a refers to itself";
    QTest::newRow("not closed") << "{{host"
                                << "{{host"
                                << "";
    QTest::newRow("empty name") << "{{}}"
                                << "{{}}"
                                << "";
    QTest::newRow("json is no variable") << R"({"a":{"b":1}})"
                                         << R"({"a":{"b":1}})"
                                         << "";
    QTest::newRow("json around one") << R"({"a":{"b":{{host}}}})"
                                     << R"({"a":{"b":localhost}})"
                                     << "";
    QTest::newRow("empty value") << "[{{empty}}]"
                                 << "[]"
                                 << "";
}

void TestConsoleRequest::variablesAreFilledIn()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    QFETCH(QString, unresolved);
    const VariableScope scope = scopeOf({{"host", "localhost"},
                                         {"base", "http://{{host}}"},
                                         {"self", "{{self}}"},
                                         {"a", "{{b}}"},
                                         {"b", "{{a}}"},
                                         {"stamped", "t={{$timestamp}}"},
                                         {"empty", ""}});
    const Resolution resolution = resolve(text, scope);
    QCOMPARE(resolution.text, result);
    QCOMPARE(problems(resolution), unresolved);
}

void TestConsoleRequest::nestedVariablesCannotRunAway()
{
    // Ten levels of ten: 10^10 pieces if nobody counted; once with text, once with nothing to show for it.
    for (const QString& leaf : {QStringLiteral("xxxxxxxx"), QString()}) {
        QList<QPair<QString, QString>> levels{{"l0", leaf}};
        for (int level = 1; level <= 9; ++level)
            levels.append({QStringLiteral("l%1").arg(level), QStringLiteral("{{l%1}}").arg(level - 1).repeated(10)});
        const Resolution resolution = resolve(QStringLiteral("{{l9}}"), scopeOf(levels));
        QVERIFY(!resolution.unresolved.empty());
        QVERIFY(resolution.text.size() <= maxResolvedLength);
    }
    QList<QPair<QString, QString>> chain{{"c0", "end"}};
    for (int level = 1; level <= 12; ++level)
        chain.append({QStringLiteral("c%1").arg(level), QStringLiteral("{{c%1}}").arg(level - 1)});
    QVERIFY(resolve(QStringLiteral("{{c8}}"), scopeOf(chain)).unresolved.empty());
    QVERIFY(problems(resolve(QStringLiteral("{{c12}}"), scopeOf(chain))).contains("nested more than 10 deep"));
}

void TestConsoleRequest::urlAndQueryFollowEachOther_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("no query") << "http://h/p"
                              << "http://h/p" << QStringList{};
    QTest::newRow("two") << "http://h/p?a=1&b=2"
                         << "http://h/p" << QStringList{"a", "1", "b", "2"};
    QTest::newRow("no value") << "/p?flag"
                              << "/p" << QStringList{"flag", ""};
    QTest::newRow("equals in value") << "/p?a=b=c"
                                     << "/p" << QStringList{"a", "b=c"};
    QTest::newRow("variable") << "{{u}}?q={{x}}"
                              << "{{u}}" << QStringList{"q", "{{x}}"};
    QTest::newRow("question in value") << "/p?a=what?"
                                       << "/p" << QStringList{"a", "what?"};
    QTest::newRow("same name twice") << "/p?a=1&a=2"
                                     << "/p" << QStringList{"a", "1", "a", "2"};
}

void TestConsoleRequest::urlAndQueryFollowEachOther()
{
    QFETCH(QString, text);
    QFETCH(QString, base);
    QFETCH(QStringList, rows);
    const SplitUrl split = splitUrl(text);
    QCOMPARE(split.base, base);
    QStringList found;
    for (const Field& field : split.query)
        found << field.name << field.value;
    QCOMPARE(found, rows);
    QCOMPARE(joinUrl(split.base, split.query), text);
}

void TestConsoleRequest::switchedOffRowsKeepTheirPlace()
{
    const Fields rows{{"a", "1", true}, {"off", "x", false}, {"b", "two words", true}};
    QCOMPARE(joinUrl("/p", rows), QString("/p?a=1&b=two%20words"));
    QCOMPARE(mergeQuery(rows, splitUrl("/p?a=1&b=two%20words").query), rows);
    const Fields changed{{"a", "9", true}, {"off", "x", false}, {"b", "two words", true}, {"c", "", true}};
    QCOMPARE(mergeQuery(rows, splitUrl("/p?a=9&b=two%20words&c").query), changed);
    const Fields fewer{{"a", "1", true}, {"off", "x", false}};
    QCOMPARE(mergeQuery(rows, splitUrl("/p?a=1").query), fewer);
}

void TestConsoleRequest::filesSurviveUntouched_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("comments and unknown keys") << QByteArray(commented);
    QTest::newRow("windows line ends") << QByteArray(commented).replace("\n", "\r\n");
    QTest::newRow("flow style") << QByteArray("{method: PUT, url: 'http://h', body: {kind: json, text: '{}'}}\n");
    QTest::newRow("mapping as query") << QByteArray("method: GET\nurl: http://h\nquery: {limit: 10, q: x}\n");
    QTest::newRow("no line end") << QByteArray("method: GET\nurl: http://h");
    QTest::newRow("query in url") << QByteArray("method: GET\nurl: http://h/p?a=1\n");
}

void TestConsoleRequest::filesSurviveUntouched()
{
    QFETCH(QByteArray, text);
    const Result<ConsoleRequest> request = readRequest(text.toStdString(), "x.yaml");
    QVERIFY2(request, request ? "" : request.error().message.c_str());
    const Result<std::string> written = writeRequest(text.toStdString(), *request);
    QVERIFY(written);
    QCOMPARE(QByteArray::fromStdString(*written), text);
}

void TestConsoleRequest::editTouchesItsOwnLinesOnly()
{
    ConsoleRequest request = *readRequest(commented, "x.yaml");
    request.query[0].value = "25";
    request.headers.push_back({"X-Trace", "1", true});
    const Result<std::string> written = writeRequest(commented, request);
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    const QStringList before = QString(commented).split('\n');
    QStringList after = QString::fromStdString(*written).split('\n');
    QVERIFY(after.removeOne("    value: \"25\""));
    for (const QString& line : before) {
        if (!line.contains("\"10\""))
            QVERIFY2(after.contains(line), qPrintable(line));
    }
    QCOMPARE(*readRequest(*written, "x.yaml"), request);
}

void TestConsoleRequest::writtenRequestsReadBack_data()
{
    QTest::addColumn<int>("which");
    for (int which = 0; which < 5; ++which)
        QTest::addRow("%d", which) << which;
}

void TestConsoleRequest::writtenRequestsReadBack()
{
    QFETCH(int, which);
    ConsoleRequest request{"POST", "{{baseUrl}}/pets", {}, {}, {}};
    if (which == 1)
        request.body = {BodyKind::Json, "{\n  \"name\": \"Rex: the #1\",\n  \"x\": {{id}}\n}\n", {}, {}};
    if (which == 2)
        request.body = {BodyKind::Form, {}, {{"a", "1", true}, {"b", "yes", false}}, {}};
    if (which == 3)
        request.body = {BodyKind::File, {}, {}, "data/cat.png"};
    if (which == 4)
        request.query = {{"true", "null", true}, {"", "1e3", false}, {"ü", "- x", true}};
    const Result<std::string> text = writeRequest({}, request);
    QVERIFY(text);
    const Result<ConsoleRequest> read = readRequest(*text, "x.yaml");
    QVERIFY2(read, text->c_str());
    QCOMPARE(*read, request);
}

void TestConsoleRequest::wrongFilesSayWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("a list") << QByteArray("- a\n- b\n") << "This is no saved request";
    QTest::newRow("empty") << QByteArray("") << "The file is empty.";
    QTest::newRow("text as query") << QByteArray("query: abc\n") << "\"query\" is neither";
    QTest::newRow("row without name") << QByteArray("headers:\n  - value: x\n") << "no \"name\"";
    QTest::newRow("body kind") << QByteArray("body: {kind: soup}\n") << "\"soup\" is not known";
    QTest::newRow("alias bomb") << QByteArray("a: &a [x,x,x,x,x,x,x,x,x]\n"
                                              "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                              "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
                                              "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
                                              "h: [*g,*g,*g,*g,*g,*g,*g,*g,*g]\n")
                                << "";
    QTest::newRow("broken yaml") << QByteArray("method: [GET\n") << "";
}

void TestConsoleRequest::wrongFilesSayWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const Result<ConsoleRequest> request = readRequest(text.toStdString(), "requests/x.yaml");
    QVERIFY(!request);
    QVERIFY2(QString::fromStdString(request.error().message).contains(message), request.error().message.c_str());
    QCOMPARE(request.error().file, std::string("requests/x.yaml"));
}

void TestConsoleRequest::preparedRequests_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("query");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("plain") << "http://h:1/p" << QStringList{} << QByteArray("http://h:1/p");
    QTest::newRow("scheme is added") << "127.0.0.1:4780/dev" << QStringList{}
                                     << QByteArray("http://127.0.0.1:4780/dev");
    QTest::newRow("root") << "http://h" << QStringList{} << QByteArray("http://h/");
    QTest::newRow("variable host") << "{{base}}/x" << QStringList{} << QByteArray("http://h/dev/x");
    QTest::newRow("query") << "http://h/p" << QStringList{"a", "1", "b", "x y"} << QByteArray("http://h/p?a=1&b=x%20y");
    QTest::newRow("ampersand in value") << "http://h/p" << QStringList{"a", "1&2"} << QByteArray("http://h/p?a=1%262");
    QTest::newRow("escapes stay") << "http://h/a%2Fb" << QStringList{"q", "%20"} << QByteArray("http://h/a%2Fb?q=%20");
    QTest::newRow("percent alone") << "http://h/p" << QStringList{"q", "100%"} << QByteArray("http://h/p?q=100%25");
    QTest::newRow("letters") << "http://h/grün" << QStringList{} << QByteArray("http://h/gr%C3%BCn");
    QTest::newRow("fragment is not sent") << "http://h/p?a=1#top" << QStringList{} << QByteArray("http://h/p?a=1");
    QTest::newRow("path alone") << "/pets" << QStringList{} << QByteArray("http://h/dev/pets");
    QTest::newRow("query in url first") << "http://h/p?a=1" << QStringList{"b", "2"}
                                        << QByteArray("http://h/p?a=1&b=2");
    QTest::newRow("empty value") << "http://h/p" << QStringList{"a", ""} << QByteArray("http://h/p?a=");
}

void TestConsoleRequest::preparedRequests()
{
    QFETCH(QString, url);
    QFETCH(QStringList, query);
    QFETCH(QByteArray, sent);
    ConsoleRequest request;
    request.url = url;
    for (int i = 0; i + 1 < query.size(); i += 2)
        request.query.push_back({query[i], query[i + 1], true});
    request.query.push_back({"off", "1", false});
    request.headers = {{"X-One", "1", true},
                       {"x-one", "2", true},
                       {"Off", "1", false},
                       {"Cookie", "a=1", true},
                       {"cookie", "b=2", true}};
    const Result<PreparedRequest> prepared =
        prepare(request, scopeOf({{"base", "http://h/dev"}, {"baseUrl", "{{base}}"}}), {});
    QVERIFY2(prepared, prepared ? "" : prepared.error().message.c_str());
    QCOMPARE(prepared->url.toEncoded(), sent);
    QCOMPARE(prepared->headers[0], HeaderLine("X-One", "1, 2"));
    QCOMPARE(prepared->headers[1], HeaderLine("Cookie", "a=1; b=2"));
}

void TestConsoleRequest::refusedRequests_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("message");
    QTest::newRow("no url") << "GET"
                            << ""
                            << ""
                            << "The URL is empty.";
    QTest::newRow("only spaces") << "GET"
                                 << "  "
                                 << ""
                                 << "The URL is empty.";
    QTest::newRow("scheme") << "GET"
                            << "ftp://h/"
                            << ""
                            << "\"ftp\" cannot be called from here.";
    QTest::newRow("no host") << "GET"
                             << "http:///x"
                             << ""
                             << "is no URL";
    QTest::newRow("port") << "GET"
                          << "http://h:99999/"
                          << ""
                          << "is no URL";
    QTest::newRow("method") << "GE T"
                            << "http://h"
                            << ""
                            << "cannot be an HTTP method";
    QTest::newRow("variables") << "GET"
                               << "{{a}}/{{b}}"
                               << ""
                               << "The variable \"a\" is not defined. The variable \"b\" is not defined.";
    QTest::newRow("header name") << "GET"
                                 << "http://h"
                                 << "bad name: x"
                                 << "cannot be a header name";
    QTest::newRow("header line break") << "GET"
                                       << "http://h"
                                       << "x: a\r\nInjected: 1"
                                       << "holds a line break";
}

void TestConsoleRequest::refusedRequests()
{
    QFETCH(QString, method);
    QFETCH(QString, url);
    QFETCH(QString, header);
    QFETCH(QString, message);
    ConsoleRequest request;
    request.method = method;
    request.url = url;
    if (!header.isEmpty())
        request.headers.push_back({header.section(": ", 0, 0), header.section(": ", 1), true});
    const Result<PreparedRequest> prepared = prepare(request, scopeOf({}), {});
    QVERIFY(!prepared);
    QVERIFY2(QString::fromStdString(prepared.error().message).contains(message), prepared.error().message.c_str());
    QVERIFY(!prepared.error().hint.empty());
}

void TestConsoleRequest::environmentsKeepSecretsApart()
{
    QTemporaryDir dir;
    EnvironmentStore store(dir.path());
    QVERIFY(store.names().isEmpty());
    const Environment local{"local", {{"baseUrl", "http://h", false}, {"token", "s3cret", true}}};
    QVERIFY(store.save(local));
    QCOMPARE(store.names(), QStringList{"local"});
    QVERIFY(!readAll(dir.filePath("environments/local.yaml")).contains("s3cret"));
    QVERIFY(readAll(dir.filePath("environments/local.yaml")).contains("token"));
    const QString secrets = dir.filePath(".gatewright/secrets.yaml");
    QVERIFY(readAll(secrets).contains("s3cret"));
    QCOMPARE(QFile::permissions(secrets) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(*store.load("local"), local);

    QVERIFY(store.rename("local", "here"));
    QCOMPARE(store.load("here")->variables, local.variables);
    QVERIFY(store.remove("here"));
    QVERIFY(store.names().isEmpty());
    QVERIFY(!readAll(secrets).contains("s3cret"));
    QVERIFY(!store.load("here"));
    QVERIFY(!store.save({"../evil", {}}));

    // Beside the project's own secrets, and never in their place.
    QVERIFY(gw::changeSecrets(dir.path().toStdString(), [](gw::Secrets& kept) {
        kept.set(gw::SecretKind::ApiKey, "a1b2c3d4e5", gw::Secret("key-0123456789-0123456789"));
    }));
    QVERIFY(store.save(local));
    QVERIFY(!store.save({"apiKeys", {{"token", "other", true}}}));
    QVERIFY(!store.rename("local", "passwords"));
    QVERIFY(store.remove("local"));
    QVERIFY(readAll(secrets).contains("key-0123456789-0123456789"));
}

void TestConsoleRequest::environmentEditKeepsComments()
{
    const std::string text = "# for the tour\nvariables:\n  baseUrl: http://h   # gateway\n  petId: 1\nowner: me\n";
    Environment environment = *readEnvironment(text, "local");
    QCOMPARE(environment.variables.size(), std::size_t(2));
    QCOMPARE(*writeEnvironment(text, environment), text);
    environment.variables[1].value = "2";
    const Result<std::string> written = writeEnvironment(text, environment);
    QVERIFY(written);
    QVERIFY(written->find("# for the tour\nvariables:\n  baseUrl: http://h   # gateway\n") == 0);
    QVERIFY(written->find("owner: me") != std::string::npos);
    QCOMPARE(readEnvironment(*written, "local")->variables[1].value, QString("2"));
    QVERIFY(!readEnvironment("variables: 5\n", "x"));
    const std::string onlyComment = "# to be filled\n";
    QVERIFY(readEnvironment(onlyComment, "x")->variables.empty());
    QVERIFY(writeEnvironment(onlyComment, environment)->starts_with(onlyComment + "variables:"));
}

void TestConsoleRequest::storeCreatesRenamesAndDeletes()
{
    QTemporaryDir dir;
    RequestStore store(dir.path());
    QVERIFY(store.list().empty());
    const ConsoleRequest request{"PUT", "http://h", {}, {}, {}};
    QCOMPARE(*store.createFolder({}, "pets"), QString("pets"));
    QCOMPARE(*store.create("pets", "Add one", request), QString("pets/Add one"));
    QCOMPARE(*store.create({}, "Health", {}), QString("Health"));
    const auto entries = store.list();
    QCOMPARE(entries.size(), std::size_t(2));
    QVERIFY(entries[0].isFolder);
    QCOMPARE(entries[0].children[0].method, QString("PUT"));
    QCOMPARE(*store.load("pets/Add one"), request);

    QVERIFY(!store.create("pets", "Add one", {})); // taken
    QCOMPARE(store.freeName("pets", "Add one"), QString("Add one 2"));
    QCOMPARE(*store.duplicate("pets/Add one"), QString("pets/Add one copy"));
    QCOMPARE(*store.rename("pets/Add one copy", "Another"), QString("pets/Another"));
    QVERIFY(!store.rename("pets/Another", "Add one"));
    QCOMPARE(*store.rename("pets", "animals"), QString("animals"));
    QCOMPARE(store.list()[0].children.size(), std::size_t(2));

    writeAll(store.filePath("broken"), "method: [\n");
    QVERIFY(!store.load("broken"));
    QCOMPARE(store.list().size(), std::size_t(3)); // shown all the same
    QVERIFY(!store.save("broken", request));       // and never overwritten
    QVERIFY(store.remove("animals"));
    QCOMPARE(store.list().size(), std::size_t(2));
    QVERIFY(!store.remove("animals"));
    QVERIFY(!store.remove({}));
}

void TestConsoleRequest::storeRefusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << "";
    QTest::newRow("up") << "..";
    QTest::newRow("hidden") << ".x";
    QTest::newRow("slash") << "a/b";
    QTest::newRow("backslash") << "a\\b";
    QTest::newRow("control") << QString("a\nb");
    QTest::newRow("space at end") << "a ";
    QTest::newRow("long") << QString(200, 'x');
    QTest::newRow("colon") << "a:b";
}

void TestConsoleRequest::storeRefusesNames()
{
    QFETCH(QString, name);
    QTemporaryDir dir;
    const Result<QString> made = RequestStore(dir.path()).create({}, name, {});
    QVERIFY(!made);
    QVERIFY(!made.error().hint.empty());
    QVERIFY(!QFileInfo::exists(dir.filePath("requests")));
}

void TestConsoleRequest::historyIsBoundedAndKept()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(".gatewright/history.yaml");
    History history(file);
    QVERIFY(history.load());
    for (int i = 0; i < 250; ++i)
        history.add(
            {QDateTime::fromMSecsSinceEpoch(i, Qt::UTC), {"GET", QString("http://h/%1").arg(i), {}, {}, {}}, 200, i});
    QCOMPARE(history.entries().size(), History::maxEntries);
    QCOMPARE(history.entries().front().milliseconds, 249);
    HistoryEntry again = history.entries()[5];
    history.add(again); // the same request moves up instead of standing twice
    QCOMPARE(history.entries().size(), History::maxEntries);
    QCOMPARE(history.entries().front(), again);
    QVERIFY(history.save());
    History other(file);
    QVERIFY(other.load());
    QCOMPARE(other.entries(), history.entries());

    writeAll(file, "- [");
    QVERIFY(!other.load());
    QVERIFY(other.entries().empty());
    HistoryEntry big;
    big.request.body = {BodyKind::Text, QString(100'000, 'x'), {}, {}};
    QVERIFY(writeHistory({big}).size() < 1000);
}

void TestConsoleRequest::prettyKeepsNumbersAndOrder_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pretty");
    QTest::newRow("numbers") << R"({"z":1.0,"a":12345678901234567890.10,"e":1E+2})"
                             << "{\n  \"z\": 1.0,\n  \"a\": 12345678901234567890.10,\n  \"e\": 1E+2\n}";
    QTest::newRow("variable as value") << R"({"id":{{petId}},"s":"{{x}}"})"
                                       << "{\n  \"id\": {{petId}},\n  \"s\": \"{{x}}\"\n}";
    QTest::newRow("broken") << "{\"a\":"
                            << "";
}

void TestConsoleRequest::prettyKeepsNumbersAndOrder()
{
    QFETCH(QString, text);
    QFETCH(QString, pretty);
    const Result<QString> result = prettyJsonWithVariables(text);
    QCOMPARE(result.has_value(), !pretty.isEmpty());
    if (result)
        QCOMPARE(*result, pretty);
}

void TestConsoleRequest::longTextsAreFormattedApart()
{
    BodyFormatter formatter;
    QSignalSpy formatted(&formatter, &BodyFormatter::formatted);
    QSignalSpy refused(&formatter, &BodyFormatter::notFormatted);
    QByteArray items = "[";
    for (int i = 0; i < 60'000; ++i)
        items += QByteArray::number(i) + ',';
    formatter.format(items + "0]");
    QCOMPARE(formatted.count(), 0); // not before the event loop runs
    QVERIFY(formatted.wait(30'000));
    QVERIFY(formatted[0][0].toByteArray().startsWith("[\n  0,\n  1,"));
    formatter.format(items);
    QVERIFY(refused.wait(30'000));
    formatter.format(items + "0]"); // a newer text makes this one forgotten
    formatter.format("[1]");
    QCOMPARE(formatted.count(), 2);
    QCOMPARE(formatted[1][0].toByteArray(), QByteArray("[\n  1\n]"));
}

QTEST_GUILESS_MAIN(TestConsoleRequest)
#include "tst_console_request.moc"
