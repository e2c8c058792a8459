// What one rendering costs: nanoseconds of CPU and allocations for templates of about 1 KiB against a body of 1 KiB,
// as the gateway renders them (the body is read once for each, $input and $util are there), and what parsing the
// template costs (once per deployment).
//   gw_bench_vtl [ROUNDS [NAME]]      NAME: of the one template to measure, "whole body" for example
#include "core/json/text.h"
#include "gateway-engine/vtl/dialect/mapping_template.h"
#include "tests/bench/cost.h"

#include <cstdio>
#include <cstdlib>
#include <thread>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine::vtl;

namespace {

constexpr const char* references = R"vtl(#set($pet = $input.path('$.pet'))
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

constexpr const char* loop = R"vtl(#set($root = $input.path('$'))
{
  "items": [
#foreach($item in $root.items)
    { "id": $item.id, "title": "$item.title", "total": #set($total = $item.count * $item.price)$total }#if($foreach.hasNext),#end

#end
  ],
  "count": $root.items.size()
}
)vtl";

constexpr const char* tenObjects = R"vtl(#set($items = $input.path('$.items'))
[
#foreach($item in $items)#if($foreach.index < 10)
  {
    "position": $foreach.count,
    "identifier": "$item.id",
    "title": "$util.escapeJavaScript($item.title)",
    "count": $item.count,
    "unit": { "price": $item.price, "currency": "EUR" }
  }#if($foreach.index < 9),#end
#end#end
]
)vtl";

constexpr const char* fields = R"vtl({
  "id": $input.json('$.pet.id'),
  "name": $input.json('$.pet.name'),
  "kind": $input.json('$.pet.kind'),
  "price": $input.json('$.pet.price'),
  "note": $input.json('$.pet.note'),
  "firstTag": $input.json('$.pet.tags[0]'),
  "firstTitle": $input.json('$.items[0].title'),
  "firstCount": $input.json('$.items[0].count'),
  "secondTitle": $input.json('$.items[1].title'),
  "secondCount": $input.json('$.items[1].count'),
  "thirdTitle": "$input.path('$.items[2].title')",
  "thirdCount": $input.path('$.items[2].count'),
  "owner": "$!input.path('$.pet.owner.name')",
  "method": "$context.httpMethod",
  "requestId": "$context.requestId"
}
)vtl";

constexpr const char* deepAccess = R"vtl({
  "one": "$input.path('$').items.get(3).title",
  "two": "$input.path('$').items[14].title",
  "three": "$input.path('$.pet').tags.get(1)",
  "count": $input.path('$.items').size()
}
)vtl";

constexpr const char* escapedBody = R"vtl({ "source": "$context.identity.sourceIp",
  "body": "$util.escapeJavaScript($input.body)" }
)vtl";

constexpr const char* wholeBody = R"vtl({ "source": "$context.identity.sourceIp", "body": $input.json('$') }
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

json::Value contextOfRequest()
{
    return json::readJson(R"({"httpMethod":"POST","resourcePath":"/pets","requestId":"r-1",
                              "stage":"prod","identity":{"sourceIp":"127.0.0.1"}})")
        .value();
}

void measureTemplate(const char* name, const char* text, const std::string& json, int rounds)
{
    const auto parsed = Template::parse(text, name);
    if (!parsed) {
        std::printf("%s\n", gw::toString(parsed.error()).c_str());
        std::exit(1);
    }
    TemplateInput input;
    input.body = json;
    input.needs = needsOf(*parsed);
    input.context = [context = contextOfRequest()] { return context; };
    std::printf("%s: template %zu bytes, body %zu bytes\n", name, parsed->text().size(), json.size());
    measure("  parse the template", rounds / 10, [&] { (void)Template::parse(text, name); });
    measure("  read the body and render", rounds, [&] {
        const auto rendered = renderMapping(*parsed, input);
        if (!rendered) {
            std::printf("%s\n", gw::toString(rendered.error()).c_str());
            std::exit(1);
        }
    });
}

} // namespace

int main(int count, char** arguments)
{
    std::thread([] {}).join(); // from here on reference counts cost what they cost in the gateway, which has threads
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 20'000;
    const std::string_view only = count > 2 ? arguments[2] : "";
    const std::string json = body();
    if (only.empty())
        measure("read the body", rounds, [&] { (void)json::readJson(json); });
    constexpr std::pair<const char*, const char*> templates[] = {
        {"references", references},  {"loop", loop},
        {"ten objects", tenObjects}, {"fields", fields},
        {"deep access", deepAccess}, {"escaped body", escapedBody},
        {"whole body", wholeBody},
    };
    for (const auto& [name, text] : templates)
        if (only.empty() || only == name)
            measureTemplate(name, text, json, rounds);
    return 0;
}
