// JSON and YAML to and from text: a body of 1 KiB, and a document of 5 MB.
#include "core/json/text.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

namespace gw::bench {

namespace {

void addReading(const std::string& name, std::string (*text)(), json::Syntax syntax)
{
    add(name, [text, syntax] {
        return [text = text(), syntax] {
            const auto value = json::read(text, syntax);
            if (!value)
                giveUp("a sample text cannot be read");
            return value.has_value();
        };
    });
}

std::string personYaml()
{
    return json::writeYaml(json::readJson(personBody()).value());
}

std::string bigDocument()
{
    return manyOperations(5'000);
}

std::string bigYaml()
{
    return json::writeYaml(json::readJson(bigDocument()).value());
}

void addWriting(const std::string& name, std::string (*text)(), std::string (*write)(const json::Value&))
{
    add(name,
        [text, write] { return [value = json::readJson(text()).value(), write] { return write(value).size(); }; });
}

} // namespace

void registerJsonText()
{
    addReading("json/read 1 KiB", personBody, json::Syntax::Json);
    addReading("json/read 5 MB", bigDocument, json::Syntax::Json);
    addReading("yaml/read 1 KiB", personYaml, json::Syntax::Yaml);
    addReading("yaml/read 5 MB", bigYaml, json::Syntax::Yaml);
    addWriting("json/write 1 KiB", personBody, json::writeJson);
    addWriting("json/write 5 MB", bigDocument, json::writeJson);
    addWriting("yaml/write 1 KiB", personBody, [](const json::Value& value) { return json::writeYaml(value); });
    addWriting("yaml/write 5 MB", bigDocument, [](const json::Value& value) { return json::writeYaml(value); });
}

} // namespace gw::bench
