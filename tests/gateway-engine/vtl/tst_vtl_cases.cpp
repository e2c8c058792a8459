// Apache Velocity's own cases, read in place: all core ones hold, and elsewhere the answers of Velocity 1.7, save those
// that tests/data/vtl/unmet_velocity.txt lists with the reason.
#include "core/json/text.h"
#include "gateway-engine/vtl/numbers.h"
#include "gateway-engine/vtl/template.h"

#include <QtTest>

#include <cstdio>
#include <fstream>
#include <set>

using namespace gw;
using namespace gw::engine::vtl;

namespace {

// Numbers with a Java class stand as {"$num": "Float", "v": "1.5"}.
Value caseValue(const json::Value& value)
{
    if (const json::Value* number = value.find("$num")) {
        const std::string text(value["v"].toString());
        if (number->toString() == "Float")
            return Value(float(parseDouble(text).value_or(0)));
        if (number->toString() == "Double")
            return Value(parseDouble(text).value_or(0));
        return numberFromText(text); // close enough to BigInteger and BigDecimal for what the cases ask
    }
    if (value.isArray()) {
        std::vector<Value> items;
        for (const json::Value& item : value.asArray())
            items.push_back(caseValue(item));
        return makeList(std::move(items));
    }
    if (value.isObject()) {
        const Value map = makeMap();
        for (const json::Member& member : value.asObject())
            map.map()->put(Value(member.key), caseValue(member.value));
        return map;
    }
    return fromJson(value);
}

Result<std::string> answer(const json::Value& test)
{
    const auto parsed = Template::parse(test["template"].toString(), "t");
    if (!parsed)
        return fail(parsed.error());
    Scope scope;
    for (const json::Member& member : test["context"].asObject())
        scope.set(member.key, caseValue(member.value));
    RenderOptions options;
    options.voidReferences = VoidReferences::Verbatim;
    auto rendered = render(*parsed, scope, options);
    if (!rendered)
        return fail(rendered.error());
    return std::move(rendered->output);
}

bool isMet(const json::Value& test)
{
    const json::Value& wanted = test["agrees_v1_7"].toBool() ? test["expect"] : test["v1_7"];
    const auto got = answer(test);
    const json::Value* output = wanted.find("output");
    const bool met = output ? got && *got == output->toString() : !got;
    if (!met && qEnvironmentVariableIsSet("GW_SHOW_UNMET"))
        std::printf("%s\n  template %s\n  wanted   %s\n  got      %s\n", std::string(test["id"].toString()).c_str(),
                    json::writeJson(test["template"]).c_str(), json::writeJson(wanted).c_str(),
                    got ? json::writeJson(json::Value(*got)).c_str() : gw::toString(got.error()).c_str());
    return met;
}

std::set<std::string> listed(const char* path)
{
    std::set<std::string> ids;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (!line.empty() && line[0] != '#')
            ids.insert(line.substr(0, line.find(' ')));
    return ids;
}

} // namespace

class TestVtlCases : public QObject
{
    Q_OBJECT
private slots:
    void velocitysOwnCasesHold()
    {
        const std::string path = qEnvironmentVariable("GATEWRIGHT_CASES").toStdString() + "/velocity/cases.json";
        std::ifstream file(path, std::ios::binary);
        if (!file)
            QSKIP("No shared cases here; set GATEWRIGHT_CASES.");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const auto cases = json::readJson(text);
        QVERIFY2(cases.has_value(), "the cases are JSON");
        std::set<std::string> unmet;
        std::string core;
        std::size_t met = 0;
        for (const json::Value& test : cases->asArray()) {
            if (isMet(test)) {
                ++met;
                continue;
            }
            unmet.insert(std::string(test["id"].toString()));
            if (test["core"].toBool())
                core += std::string(test["id"].toString()) + " ";
        }
        std::printf("velocity: %zu of %zu\n", met, cases->asArray().size());
        QVERIFY2(core.empty(), ("core cases not met: " + core).c_str());
        const std::set<std::string> known = listed(GW_TEST_DATA "/vtl/unmet_velocity.txt");
        for (const std::string& id : unmet)
            QVERIFY2(known.contains(id), ("not met and not listed: " + id).c_str());
        for (const std::string& id : known)
            QVERIFY2(unmet.contains(id), ("listed, but met: " + id).c_str());
    }
};

QTEST_GUILESS_MAIN(TestVtlCases)
#include "tst_vtl_cases.moc"
