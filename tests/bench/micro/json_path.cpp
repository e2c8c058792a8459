// Paths into a body of 1 KiB: parsing one, following one, and those that look at many values.
#include "gateway-engine/jsonpath/json_path.h"
#include "core/json/text.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

namespace gw::bench {

namespace {

using engine::JsonPath;

JsonPath parsed(const char* path)
{
    auto made = JsonPath::parse(path);
    if (!made)
        giveUp(std::string(path) + " is no path");
    return *std::move(made);
}

void addEvaluation(const char* name, const char* path)
{
    add(std::string("jsonpath/") + name, [path] {
        return [path = parsed(path), body = json::readJson(personBody()).value()] {
            const auto found = path.evaluate(body);
            if (!found || !*found)
                giveUp("a path leads nowhere");
            return found.has_value();
        };
    });
}

} // namespace

void registerJsonPath()
{
    add("jsonpath/parse",
        [] { return [] { return JsonPath::parse("$.entries[?(@.kind == 'dog')].name").has_value(); }; });
    add("jsonpath/find a field", [] {
        return [path = parsed("$.entries[3].name"), body = json::readJson(personBody()).value()] {
            return path.find(body)->isNull();
        };
    });
    addEvaluation("a field, copied", "$.entries[3].name");
    addEvaluation("all names", "$.entries[*].name");
    addEvaluation("filter", "$.entries[?(@.kind == 'dog')].name");
    addEvaluation("deep scan", "$..name");
}

} // namespace gw::bench
