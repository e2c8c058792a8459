// The micro-benchmarks, a file each; micro_main.cpp registers them in this order. Names are "area/what", so that
// --benchmark_filter=vtl runs an area.
#pragma once

namespace gw::bench {

void registerRouteMatch();
void registerVtl();
void registerMapping();
void registerJsonPath();
void registerSchema();
void registerTraces();
void registerJsonText();
void registerOpenApi();
void registerDeploy();
void registerGateway();
void registerAuth();
void registerTraffic();

} // namespace gw::bench
