// An edit of an API of 5,000 routes becomes what is served: compiling and publishing, as the studio does it, and with
// reading the file before, as `serve --watch` does it.
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/gateway.h"
#include "gateway-engine/services.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <memory>

namespace gw::bench {

namespace {

class Served
{
public:
    Served() : m_gateway(engine::systemServices(), {}) {}

    bool deploy(const Api& api)
    {
        auto program = engine::compile(api, api.stages[0]).program;
        if (!program)
            giveUp("the sample API cannot be served");
        m_gateway.deploy(std::move(program));
        return true;
    }

private:
    engine::Gateway m_gateway;
};

} // namespace

void registerDeploy()
{
    for (const std::size_t routes : {100U, 5'000U}) {
        const std::string name = "deploy/" + std::to_string(routes) + " routes";
        add(name + ", compiled", [routes] {
            return [served = std::make_shared<Served>(), first = apiOf(manyOperations(routes, 0)),
                    second = apiOf(manyOperations(routes, 1)),
                    turn = 0]() mutable { return served->deploy(turn++ % 2 == 0 ? first : second); };
        })->Unit(benchmark::kMillisecond);
        add(name + ", read and compiled", [routes] {
            return [served = std::make_shared<Served>(), first = manyOperations(routes, 0),
                    second = manyOperations(routes, 1),
                    turn = 0]() mutable { return served->deploy(apiOf(turn++ % 2 == 0 ? first : second)); };
        })->Unit(benchmark::kMillisecond);
    }
}

} // namespace gw::bench
