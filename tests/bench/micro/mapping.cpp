// What one mapping template costs as the service renders it: templates of 400 to 700 bytes with filters, parameters and
// the whole of $context, against a body of 1 KiB; the reading of the body and $context included.
#include "gateway-engine/vtl/dialect/mapping_template.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <memory>
#include <string>

using namespace gw;
using namespace gw::bench;
using namespace gw::engine::vtl;

namespace {

struct Sample
{
    const char* name;
    const char* text;
};

constexpr const char* filler = R"(
  "static1": "0123456789012345678901234567890123456789012345678901234567890123456789",
  "static2": "0123456789012345678901234567890123456789012345678901234567890123456789",
  "static3": "0123456789012345678901234567890123456789012345678901234567890123456789",
  "static4": "0123456789012345678901234567890123456789012345678901234567890123456789",
)";

constexpr Sample samples[] = {
    {"members of the body", R"vtl(#set($root = $input.path('$'))
{ "id": "$root.id", "name": "$root.name", "kind": "$!{root.kind}", "city": "$root.owner.address.city",
  "tags": [#foreach($tag in $root.tags)"$tag"#if($foreach.hasNext),#end#end],
  "items": [#foreach($item in $root.items){"sku": "$item.sku", "count": $item.count}#if($foreach.hasNext),#end#end] })vtl"},
    {"paths and context",
     R"vtl({ "id": $input.json('$.id'), "name": $input.json('$.name'), "owner": $input.json('$.owner'),
  "dear": $input.json('$.items[?(@.count > 3)].sku'), "method": "$context.httpMethod", "stage": "$context.stage",
  "source": "$context.identity.sourceIp", "request": "$context.requestId", "agent": "$input.params('User-Agent')" })vtl"},
    {"the body, escaped",
     R"vtl({ "input": "$util.escapeJavaScript($input.json('$'))", "stage": "$context.stage" })vtl"},
    {"the body as it is", R"vtl({ "body": $input.body })vtl"},
};

std::string bodyOfOneKibibyte()
{
    std::string body = R"({"id":"p-1","name":"Rex","kind":"dog","price":12.5,"owner":{"name":"Ann","address":)"
                       R"({"street":"1 Main Street","city":"Springfield"}},"tags":["big","brown","loud"],"items":[)";
    for (int i = 0; body.size() < 1000; ++i)
        body += (i ? "," : "") + std::string(R"({"sku":"item-)") + std::to_string(i) + R"(","count":)" +
                std::to_string(i) + "}";
    return body + "]}";
}

json::Value context()
{
    json::Value identity = json::Value::object();
    for (const char* name : {"sourceIp", "userAgent", "accountId", "apiKey", "caller"})
        identity.set(name, "127.0.0.1");
    json::Value made = json::Value::object();
    for (const char* name :
         {"accountId", "apiId", "domainName", "domainPrefix", "extendedRequestId", "httpMethod", "path", "protocol",
          "requestId", "requestTime", "requestTimeEpoch", "resourceId", "resourcePath", "stage", "deploymentId"})
        made.set(name, "a value of some length");
    made.set("identity", std::move(identity));
    return made;
}

Template parsed(const Sample& sample)
{
    auto made = Template::parse(std::string(filler) + sample.text, sample.name);
    if (!made)
        giveUp(gw::toString(made.error()));
    return *std::move(made);
}

TemplateInput inputFor(const std::string& body)
{
    TemplateInput input;
    input.body = body;
    for (const char* name : {"Host", "Accept", "Accept-Encoding", "User-Agent", "Content-Type", "Content-Length"})
        input.header.emplace_back(name, "some value of a header");
    input.context = context;
    return input;
}

} // namespace

namespace gw::bench {

void registerMapping()
{
    for (const Sample& sample : samples)
        add(std::string("mapping/") + sample.name, [&sample] {
            auto body = std::make_shared<const std::string>(bodyOfOneKibibyte()); // the input only views it
            return [what = parsed(sample), body, input = inputFor(*body)] {
                if (!renderMapping(what, input))
                    giveUp("a sample template cannot be rendered");
                return true;
            };
        });
}

} // namespace gw::bench
