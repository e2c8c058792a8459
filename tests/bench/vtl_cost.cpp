// What one rendering costs: nanoseconds of CPU and allocations for templates of about 1 KiB against values of a 1 KiB
// body, and what parsing the template costs (once per deployment).
//   gw_bench_vtl [ROUNDS]
#include "core/json/text.h"
#include "gateway-engine/vtl/template.h"
#include "tests/bench/cost.h"

#include <cstdio>
#include <cstdlib>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine::vtl;

namespace {

constexpr const char* references = R"vtl(#set($pet = $root.pet)
{
  "id": "$pet.id",
  "name": "$pet.name",
  "kind": "$!{pet.kind}",
  "missing": "$!pet.owner.phone",
  "price": $pet.price,
  "tags": "$pet.tags[0]",
  "method": "$context.httpMethod",
  "path": "$context.resourcePath",
  "requestId": "$context.requestId",
  "stage": "$context.stage",
  "source": "$context.identity.sourceIp",
#if($pet.kind == "dog" && $pet.price > 10)
  "class": "big dog",
#elseif($pet.kind == "cat")
  "class": "cat",
#else
  "class": "other",
#end
  "escaped": "$pet.note.replaceAll('"', '\\"')",
  "static1": "0123456789012345678901234567890123456789012345678901234567890123456789",
  "static2": "0123456789012345678901234567890123456789012345678901234567890123456789",
  "static3": "0123456789012345678901234567890123456789012345678901234567890123456789"
}
)vtl";

constexpr const char* loop = R"vtl({
  "items": [
#foreach($item in $root.items)
    { "id": $item.id, "title": "$item.title", "total": #set($total = $item.count * $item.price)$total }#if($foreach.hasNext),#end

#end
  ],
  "count": $root.items.size()
}
)vtl";

std::string body()
{
    std::string text =
        R"({"pet":{"id":"a-17","name":"Rex","kind":"dog","price":249.99,"tags":["x","y"],"note":"say \"hi\""},"items":[)";
    for (int i = 0; i < 15; ++i)
        text += (i > 0 ? "," : "") + std::string(R"({"id":)") + std::to_string(i) + R"(,"title":"Item number )" +
                std::to_string(i) + R"(","count":3,"price":9.5})";
    return text + "]}";
}

template <typename Work>
void measure(const char* name, int rounds, Work work)
{
    for (int i = 0; i < rounds / 10; ++i)
        work();
    const double begin = processorNanoseconds();
    const std::uint64_t before = allocations();
    for (int i = 0; i < rounds; ++i)
        work();
    std::printf("%-34s %9.0f ns  %6.1f allocations\n", name, (processorNanoseconds() - begin) / rounds,
                double(allocations() - before) / rounds);
}

void measureTemplate(const char* name, const char* text, const std::string& json, int rounds)
{
    const auto parsed = Template::parse(text, name);
    if (!parsed) {
        std::printf("%s\n", gw::toString(parsed.error()).c_str());
        std::exit(1);
    }
    const Value context = fromJson(json::readJson(R"({"httpMethod":"POST","resourcePath":"/pets","requestId":"r-1",
        "stage":"prod","identity":{"sourceIp":"127.0.0.1"}})")
                                       .value());
    const auto once = [&](const Value& root) {
        Scope scope;
        scope.set("root", root);
        scope.set("context", context);
        const auto rendered = render(*parsed, scope);
        if (!rendered || rendered->output.size() < 500)
            std::abort();
    };
    const Value root = fromJson(json::readJson(json).value());
    std::printf("%s: template %zu bytes, body %zu bytes\n", name, parsed->text().size(), json.size());
    measure("  parse the template", rounds / 10, [&] { (void)Template::parse(text, name); });
    measure("  render", rounds, [&] { once(root); });
    measure("  read the body and render", rounds, [&] { once(fromJson(json::readJson(json).value())); });
}

} // namespace

int main(int count, char** arguments)
{
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 20'000;
    const std::string json = body();
    measureTemplate("references", references, json, rounds);
    measureTemplate("loop", loop, json, rounds);
    return 0;
}
