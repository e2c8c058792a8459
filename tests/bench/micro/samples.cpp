#include "tests/bench/micro/samples.h"

#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "tests/support/measured_api.h"

#include <cstdio>
#include <cstdlib>

namespace gw::bench {

void giveUp(const std::string& what)
{
    std::fprintf(stderr, "gw_bench_micro: %s\n", what.c_str());
    std::exit(1);
}

std::string personSchema()
{
    return engine::test::measuredModel();
}

std::string personBody()
{
    return engine::test::personBody(18);
}

std::vector<std::string> manyPaths(std::size_t count)
{
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < count; ++i)
        paths.push_back("/group" + std::to_string(i / 2 % 100) + "/things" + std::to_string(i / 2) +
                        (i % 2 == 0 ? "" : "/{id}"));
    return paths;
}

namespace {

std::string operation(std::size_t n, const std::string& description, bool hasId)
{
    const std::string number = std::to_string(n);
    const std::string id = R"({"name":"id","in":"path","required":true,"schema":{"type":"string","maxLength":40}},)";
    return R"({"operationId":"operation)" + number + R"(","summary":"Things of group )" + number +
           R"(","description":")" + description + R"(","tags":["things","generated"],"parameters":[)" +
           (hasId ? id : std::string()) +
           R"({"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":100,"default":20}},)"
           R"({"name":"after","in":"query","description":"Where the page before ended.","schema":{"type":"string"}}],)"
           R"("responses":{"200":{"description":"What was asked for.","content":{"application/json":{"schema":)"
           R"({"$ref":"#/components/schemas/Thing"}}}},"404":{"description":"There is no such thing.","content":)"
           R"({"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}},)"
           R"("x-amazon-apigateway-integration":{"type":"mock","requestTemplates":{"application/json":)"
           R"("{\"statusCode\": 200}"},"responses":{"default":{"statusCode":"200","responseTemplates":)"
           R"({"application/json":"{\"number\": )" +
           number + R"(, \"id\": \"$input.params('id')\"}"}}}}})";
}

} // namespace

std::string manyOperations(std::size_t count, int edition)
{
    std::string text = R"({"openapi":"3.0.3","info":{"title":"many","version":"1"},"paths":{)";
    const std::vector<std::string> paths = manyPaths(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string description =
            i == count / 2 ? "Edition " + std::to_string(edition) + "." : "Gives a page of things, the newest first.";
        text += (i > 0 ? ",\"" : "\"") + paths[i] + "\":{\"get\":" + operation(i, description, i % 2 == 1) + "}";
    }
    return text + R"(},"components":{"schemas":{"Thing":{"type":"object","required":["id"],"properties":{"id":)"
                  R"({"type":"string"},"number":{"type":"integer"}}},"Error":{"type":"object","properties":)"
                  R"({"message":{"type":"string"}}}}}})";
}

Api apiOf(const std::string& document)
{
    const OpenApiReading reading = readOpenApi(document, "bench.openapi", ApiId{1});
    if (!reading.source)
        giveUp("the sample API cannot be read");
    Api api;
    api.id = ApiId{1};
    api.apiId = "benchbench";
    api.name = "bench";
    api.definition = RestApi{reading.source->definition};
    Stage stage;
    stage.name = "dev";
    api.stages.push_back(stage);
    return api;
}

} // namespace gw::bench
