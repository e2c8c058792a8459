// What one mapping template costs as the service renders it: microseconds of CPU for templates of 400 to 700 bytes
// against a body of 1 KiB, the reading of the body and $context included.
//   gw_bench_mapping [ROUNDS]
#include "gateway-engine/vtl/dialect/mapping_template.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace gw;
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

double microseconds(const Template& what, const TemplateInput& input, int rounds)
{
    const std::clock_t begin = std::clock();
    for (int i = 0; i < rounds; ++i)
        if (!renderMapping(what, input))
            std::exit(1);
    return double(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC / rounds;
}

} // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const std::string body = bodyOfOneKibibyte();
    TemplateInput input;
    input.body = body;
    for (const char* name : {"Host", "Accept", "Accept-Encoding", "User-Agent", "Content-Type", "Content-Length"})
        input.header.emplace_back(name, "some value of a header");
    input.context = context;
    for (const Sample& sample : samples) {
        const auto parsed = Template::parse(std::string(filler) + sample.text, sample.name);
        if (!parsed)
            return 1;
        std::printf("%-22s %4zu bytes of template: %6.2f us\n", sample.name, parsed->text().size(),
                    microseconds(*parsed, input, rounds));
    }
    return 0;
}
