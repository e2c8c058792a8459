// A body of 1 KiB against a model of twenty fields.
#include "core/json/text.h"
#include "gateway-engine/schema/validator.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <memory>

namespace gw::bench {

namespace {

using engine::Schema;

json::Value model()
{
    return json::readYaml(personSchema()).value();
}

std::shared_ptr<const Schema> compiled()
{
    auto schema = Schema::compile(model());
    if (!schema)
        giveUp("the sample model is no schema");
    return std::make_shared<const Schema>(*std::move(schema));
}

} // namespace

void registerSchema()
{
    add("schema/compile", [] { return [model = model()] { return Schema::compile(model).has_value(); }; });
    add("schema/valid", [] {
        return [schema = compiled(), body = json::readJson(personBody()).value()] {
            if (!schema->validate(body).empty())
                giveUp("the sample body is not valid");
            return true;
        };
    });
    add("schema/invalid", [] {
        json::Value body = json::readJson(personBody()).value();
        body.set("count3", json::Value("many"));
        return [schema = compiled(), body = std::move(body)] {
            if (schema->validate(body).empty())
                giveUp("a wrong body is valid");
            return true;
        };
    });
}

} // namespace gw::bench
