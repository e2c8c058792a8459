// The service's templates: the project's own cases (tests/data/vtl/mapping.jsonl, by section of the reference), answers
// recorded from the service, and those of ports. Cases not met stand in tests/data/vtl/unmet_apigw.txt with the reason.
#include "core/json/text.h"
#include "gateway-engine/vtl/dialect/encodings.h"
#include "gateway-engine/vtl/dialect/mapping_template.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>

using namespace gw;
using namespace gw::engine::vtl;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

json::Value casesIn(const char* file)
{
    const auto cases = json::readJson(contentOf(qEnvironmentVariable("GATEWRIGHT_CASES") + "/" + file).toStdString());
    return cases ? *cases : json::Value::array();
}

QStringList unmetIds(const QString& prefix)
{
    QStringList ids;
    for (const QByteArray& line : contentOf(GW_TEST_DATA "/vtl/unmet_apigw.txt").split('\n')) {
        const QString id = QString::fromUtf8(line).section(" | ", 0, 0);
        if (id.startsWith(prefix))
            ids << id.mid(prefix.size());
    }
    return ids;
}

Parameters parametersOf(const json::Value& object)
{
    Parameters parameters;
    if (object.isObject())
        for (const json::Member& member : object.asObject()) {
            const json::Value& value = member.value.isArray() ? member.value.asArray().back() : member.value;
            parameters.emplace_back(member.key, value.scalarText());
        }
    return parameters;
}

TemplateInput inputOf(const json::Value& given)
{
    TemplateInput input;
    input.body = given["body"].toString();
    input.path = parametersOf(given["params"]["path"]);
    input.querystring = parametersOf(given["params"]["querystring"]);
    input.header = parametersOf(given["params"]["header"]);
    input.stageVariables = parametersOf(given["stageVariables"]);
    input.context = [&given] { return given["context"]; };
    if (given["variables"].isObject())
        for (const json::Member& member : given["variables"].asObject())
            input.variables.set(member.key, fromJson(member.value, Printing::Java));
    return input;
}

Result<MappingOutput> rendered(std::string_view text, const TemplateInput& input, const RenderOptions& options = {})
{
    const auto parsed = Template::parse(text, "test");
    if (!parsed)
        return tl::unexpected(parsed.error());
    return renderMapping(*parsed, input, options);
}

// The order of members means nothing in JSON.
json::Value ordered(json::Value value)
{
    if (value.isArray())
        for (json::Value& element : value.asArray())
            element = ordered(std::move(element));
    if (!value.isObject())
        return value;
    for (json::Member& member : value.asObject())
        member.value = ordered(std::move(member.value));
    std::sort(value.asObject().begin(), value.asObject().end(),
              [](const json::Member& a, const json::Member& b) { return a.key < b.key; });
    return value;
}

// The recorder read the answers that are JSON.
bool isSame(const std::string& output, const json::Value& wanted)
{
    if (wanted.isString())
        return output == wanted.asString();
    const auto read = json::readJson(output);
    return read && *read == wanted;
}

// "{{s0}}", "{{s0[0]!json_parsed.body}}", "{{s0[1].requestOverride}}", "{{s0[1]}}" (the response's) or the value
// itself.
json::Value selected(const json::Value& side, const MappingOutput& output)
{
    std::string text(side.toString());
    if (!text.starts_with("{{s"))
        return side;
    text = text.substr(2, text.size() - 4);
    if (text.starts_with("s0[1]"))
        return text.ends_with("requestOverride") ? output.requestOverride : output.responseOverride;
    const auto parsed = text.find("!json_parsed");
    if (parsed == std::string::npos)
        return output.output;
    const auto document = json::readJson(output.output);
    const std::string member = text.substr(parsed + 12);
    if (!document)
        return "no JSON: " + output.output;
    return member.empty() ? *document : (*document)[std::string_view(member).substr(1)];
}

// Some cases stand without their template; the trace of the same test has it, as what the step called.
// "{{s2!json_parsed}}" is the answer of step 2. A comparison that failed there, because the answer is no JSON, is to
// fail here.
bool meetsTracedCase(const json::Value& unitCase, const json::Value& traces)
{
    const json::Value& check = unitCase["expect"].asArray().front();
    const int step = std::atoi(check["left"].asString().c_str() + std::strlen("{{s"));
    for (const json::Value& trace : traces.asArray()) {
        if (trace["id"] != unitCase["id"])
            continue;
        std::optional<Result<MappingOutput>> output;
        for (const json::Value& event : trace["trace"].asArray()) {
            if (event["n"].toInt() == step && event["args"].isArray()) {
                json::Value given = json::Value::object();
                given.set("variables", event["args"].asArray()[1]);
                const TemplateInput input = inputOf(given);
                output = rendered(event["args"].asArray()[0].asString(), input);
            }
            if (event["left"] != check["left"] || !output || !*output)
                continue;
            const auto document = json::readJson((*output)->output);
            return event["expect_error"].toBool() ? !document : document && *document == check["right"];
        }
    }
    return false;
}

bool meetsUnitCase(const json::Value& unitCase, const json::Value& traces)
{
    if (!unitCase["template"].isString())
        return meetsTracedCase(unitCase, traces);
    json::Value given = unitCase["variables"]["input"];
    given.set("context",
              unitCase["variables"]["context"].isObject() ? unitCase["variables"]["context"] : json::Value::object());
    given.set("stageVariables", unitCase["variables"]["stageVariables"]);
    const TemplateInput input = inputOf(given);
    const auto output = rendered(unitCase["template"].asString(), input);
    if (!output)
        return false;
    for (const json::Value& check : unitCase["expect"].asArray())
        if (ordered(selected(check["left"], *output)) != ordered(selected(check["right"], *output)))
            return false;
    return true;
}

} // namespace

class MappingTemplateTest : public QObject
{
    Q_OBJECT

private slots:
    void renders_data();
    void renders();
    void readsTheRecordedAnswers();
    void readsThePortsCorners();
    void readsTheUnitCases();
    void decodesAsThePortDoes();
    void deepBodiesEndInAFault();
    void workIsBounded_data();
    void workIsBounded();
    void asksForTheContextOnlyWhenNeeded();
    void namesTheMembersOfTheContext_data();
    void namesTheMembersOfTheContext();
    void mapsOutputToTheTemplate();

private:
    static void report(const char* collection, std::size_t all, const QStringList& unmet);
};

void MappingTemplateTest::renders_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto lines = contentOf(GW_TEST_DATA "/vtl/mapping.jsonl").split('\n');
    QVERIFY(lines.size() > 100);
    for (const QByteArray& line : lines) {
        const auto row = json::readJson(line.toStdString());
        if (row)
            QTest::newRow(((*row)["ref"].asString() + " " + (*row)["name"].asString()).c_str()) << line;
    }
}

void MappingTemplateTest::renders()
{
    QFETCH(QByteArray, line);
    const json::Value row = *json::readJson(line.toStdString());
    const TemplateInput input = inputOf(row);
    const auto output = rendered(row["template"].asString(), input);
    if (const json::Value* error = row.find("error")) {
        QVERIFY(!output);
        QVERIFY2(output.error().message.find(error->asString()) != std::string::npos, output.error().message.c_str());
        QCOMPARE(output.error().position.line, static_cast<int>(row["line"].toInt()));
        if (const json::Value* column = row.find("column"))
            QCOMPARE(output.error().position.column, static_cast<int>(column->toInt()));
        return;
    }
    QVERIFY2(output, output ? "" : output.error().message.c_str());
    QCOMPARE(output->output, row["output"].asString());
    QCOMPARE(json::writeJson(output->requestOverride), json::writeJson(row["requestOverride"]));
    QCOMPARE(json::writeJson(output->responseOverride), json::writeJson(row["responseOverride"]));
}

void MappingTemplateTest::report(const char* collection, std::size_t all, const QStringList& unmet)
{
    qInfo("%s: %zu of %zu", collection, all - static_cast<std::size_t>(unmet.size()), all);
    QCOMPARE(unmet.join(u'\n'), unmetIds(QString(collection) + " ").join(u'\n'));
}

void MappingTemplateTest::readsTheRecordedAnswers()
{
    const json::Value cases = casesIn("vtl_apigw/aws_recorded_airspeed.json");
    if (cases.asArray().empty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    QStringList unmet;
    for (const json::Value& recorded : cases.asArray()) {
        json::Value given = json::Value::object();
        given.set("variables", recorded["context"]);
        const TemplateInput input = inputOf(given);
        const auto output = rendered(recorded["template"].asString(), input);
        if (!output || !isSame(output->output, recorded["aws_result"]))
            unmet << QString::fromStdString(recorded["id"].asString());
    }
    report("recorded", cases.asArray().size(), unmet);
}

// Ports print references that lead nowhere as they are written, as Velocity does.
void MappingTemplateTest::readsThePortsCorners()
{
    const json::Value cases = casesIn("vtl_apigw/velocityjs.json");
    if (cases.asArray().empty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    RenderOptions options;
    options.voidReferences = VoidReferences::Verbatim;
    QStringList unmet;
    std::size_t all = 0;
    for (const json::Value& corner : cases.asArray()) {
        if (!corner["agrees"].toBool())
            continue;
        ++all;
        json::Value given = json::Value::object();
        given.set("variables", corner["context"]);
        const TemplateInput input = inputOf(given);
        const auto output = rendered(corner["template"].asString(), input, options);
        if (!output || !isSame(output->output, corner["expect"]))
            unmet << QString::fromStdString(corner["id"].asString());
    }
    report("velocityjs", all, unmet);
}

void MappingTemplateTest::readsTheUnitCases()
{
    const json::Value cases = casesIn("localstack/vtl_unit_cases.json");
    if (cases.asArray().empty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const json::Value traces = casesIn("localstack/unit_traces.json");
    QStringList unmet;
    for (const json::Value& unitCase : cases.asArray())
        if (!meetsUnitCase(unitCase, traces))
            unmet << QString::fromStdString(unitCase["id"].asString()).section("::", -1);
    report("unit", cases.asArray().size(), unmet);
}

void MappingTemplateTest::decodesAsThePortDoes()
{
    const json::Value cases = casesIn("vtl_apigw/serverless_offline_urldecode.json");
    if (cases.asArray().empty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    QStringList unmet;
    for (const json::Value& decoding : cases.asArray())
        if (formDecoded(decoding["input"].asString()) != decoding["expect"].asString())
            unmet << QString::fromStdString(decoding["id"].asString());
    report("urldecode", cases.asArray().size(), unmet);
}

void MappingTemplateTest::deepBodiesEndInAFault()
{
    const std::string body = std::string(10'000, '[') + std::string(10'000, ']');
    TemplateInput input;
    input.body = body;
    for (const char* text : {"x\n$input.path('$.a')", "x\n$input.json('$')", "x\n$util.parseJson($input.body)"}) {
        const auto output = rendered(text, input);
        QVERIFY2(!output, text);
        QVERIFY2(output.error().message.find("levels deep") != std::string::npos, output.error().message.c_str());
        QCOMPARE(output.error().position.line, 2);
    }
    QCOMPARE(rendered("$input.body.length()", input)->output, std::string("20000"));
}

void MappingTemplateTest::workIsBounded_data()
{
    QTest::addColumn<QByteArray>("loop");
    QTest::newRow("paths") << QByteArray("#set($x = $input.path('$..*'))");
    QTest::newRow("documents") << QByteArray("#set($x = $input.json('$'))");
    QTest::newRow("encodings") << QByteArray("#set($x = $util.base64Encode($input.body))");
    QTest::newRow("growing texts") << QByteArray("#set($t = $util.urlEncode(\"%$t$t\"))");
    QTest::newRow("overrides") << QByteArray(
        "#set($x = $context.requestOverride.header.put(\"$i $j $k\", $input.body))");
}

void MappingTemplateTest::workIsBounded()
{
    QFETCH(QByteArray, loop);
    std::string body = "[0";
    for (int i = 1; i < 5'000; ++i)
        body += "," + std::to_string(i);
    body += "]";
    TemplateInput input;
    input.body = body;
    const QByteArray text =
        "#foreach($i in [1..500])#foreach($j in [1..500])#foreach($k in [1..500])" + loop + "#end#end#end";
    RenderOptions options;
    options.limits.fuel = 100'000;
    options.limits.outputBytes = 1 << 20;
    const auto output = rendered(text.toStdString(), input, options);
    QVERIFY(!output);
    QVERIFY(!output.error().message.empty());
    QVERIFY(output.error().position.line > 0);
}

void MappingTemplateTest::asksForTheContextOnlyWhenNeeded()
{
    int asked = 0;
    TemplateInput input;
    input.context = [&asked] {
        ++asked;
        json::Value context = json::Value::object();
        context.set("stage", "dev");
        return context;
    };
    const auto outputOf = [&input](const char* text) {
        const Template parsed = Template::parse(text, "a.vtl").value();
        input.needs = needsOf(parsed);
        return renderMapping(parsed, input).value().output;
    };
    QCOMPARE(outputOf("$input.body"), std::string("{}"));
    QCOMPARE(asked, 0);
    QCOMPARE(outputOf("$context.stage $context.stage"), std::string("dev dev"));
    QCOMPARE(asked, 1);
    QCOMPARE(outputOf("#set($d = '$')#evaluate(\"${d}con${e}text.stage\")"), std::string("dev"));
}

void MappingTemplateTest::namesTheMembersOfTheContext_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("members"); // by commas; "*": any
    QTest::addColumn<bool>("overrides");
    const auto row = [](const char* text, const char* members, bool overrides = false) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(members) << overrides;
    };
    row("nothing of it", "");
    row("context.stage", "");
    row("$context.stage", "stage");
    row("$!{context.stage} ${context.identity.sourceIp} $context.stage", "stage,identity");
    row("$context.identity.get('sourceIp')", "identity");
    row("\\$context.stage", "stage");
    row("#if($context.path == 'a')#{else}$context.stage#end", "path,stage");
    row("#foreach($i in $context.authorizer.claims)$i#end", "authorizer");
    row("#set($x = \"a $context.stage b\")$x", "stage");
    row("#set($x = [$context.path, {'a': $context.stage}])", "path,stage");
    row("#macro(m)$context.stage#end", "stage");
    row("#set($context.responseOverride.status = 201)", "responseOverride", true);
    row("$context.requestOverride.header.put('a', 'b')", "requestOverride", true);
    row("$context", "*", true);
    row("$context['stage']", "*", true);
    row("$context.get('stage')", "*", true);
    row("$context.entrySet()", "*", true);
    row("#set($c = $context)$c.stage", "*", true);
    row("#macro(m $c)$c.stage#end#m($context)", "*", true);
    row("#foreach($v in $context)$v#end", "*", true);
    row("#evaluate('$x')", "*", true);
}

void MappingTemplateTest::namesTheMembersOfTheContext()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, members);
    QFETCH(const bool, overrides);
    const Template parsed = Template::parse(text.toStdString(), "a.vtl").value();
    const auto found = contextMembers(parsed);
    QByteArrayList names;
    if (found)
        for (const std::string& name : *found)
            names << QByteArray::fromStdString(name);
    QCOMPARE(found ? names.join(',') : QByteArray("*"), members);
    QCOMPARE(needsOf(parsed).overrides, overrides);
}

void MappingTemplateTest::mapsOutputToTheTemplate()
{
    TemplateInput input;
    RenderOptions options;
    options.mapOutput = true;
    const auto output = rendered("a\n$input.body", input, options);
    QVERIFY(output && !output->pieces.empty());
    QCOMPARE(output->pieces.back().outputEnd, static_cast<std::uint32_t>(output->output.size()));
    QCOMPARE(output->pieces.back().templateBegin, 2U);
}

QTEST_GUILESS_MAIN(MappingTemplateTest)
#include "tst_mapping_template.moc"
