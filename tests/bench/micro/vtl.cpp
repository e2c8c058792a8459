// What one rendering costs: templates of about 1 KiB against a body of 1 KiB, as the gateway renders them (the body is
// read once for each, $input and $util are there), and what parsing the template costs (once per deployment).
#include "core/json/text.h"
#include "gateway-engine/vtl/dialect/mapping_template.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <string>
#include <utility>

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

json::Value contextOfRequest()
{
    return json::readJson(R"({"httpMethod":"POST","resourcePath":"/pets","requestId":"r-1",
                              "stage":"prod","identity":{"sourceIp":"127.0.0.1"}})")
        .value();
}

Template parsed(const char* name, const char* text)
{
    auto made = Template::parse(text, name);
    if (!made)
        giveUp(gw::toString(made.error()));
    return *std::move(made);
}

void addTemplate(const std::string& name, const char* text)
{
    add("vtl/" + name + "/parse",
        [name, text] { return [name, text] { return Template::parse(text, name).has_value(); }; });
    add("vtl/" + name + "/read the body and render", [name, text] {
        return [what = parsed(name.c_str(), text), json = body(), context = contextOfRequest()] {
            TemplateInput input;
            input.body = json;
            input.needs = needsOf(what);
            input.context = [&context] { return context; };
            const auto rendered = renderMapping(what, input);
            if (!rendered)
                giveUp(gw::toString(rendered.error()));
            return rendered.has_value();
        };
    });
}

} // namespace

namespace gw::bench {

void registerVtl()
{
    add("vtl/read the body", [] { return [json = body()] { return json::readJson(json).has_value(); }; });
    for (const auto& [name, text] : {std::pair("references", references),
                                     {"loop", loop},
                                     {"ten objects", tenObjects},
                                     {"fields", fields},
                                     {"deep access", deepAccess},
                                     {"escaped body", escapedBody},
                                     {"whole body", wholeBody}})
        addTemplate(name, text);
}

} // namespace gw::bench
