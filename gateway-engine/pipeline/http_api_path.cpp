#include "gateway-engine/pipeline/http_api_path.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/uri.h"

#include <algorithm>

namespace gw::engine {

std::string decodedPath(std::string_view path)
{
    std::string plain = percentDecoded(path);
    plain.resize(std::min(plain.find('?'), plain.size()));
    return plain;
}

std::string pathBelowStage(const Exchange& x)
{
    std::string path = decodedPath(x.path);
    return path.empty() ? std::string("/") : path;
}

std::string rawPathOf(const Exchange& x)
{
    if (x.program->stageName == defaultStageName)
        return pathBelowStage(x);
    return "/" + x.program->stageName + decodedPath(x.path);
}

} // namespace gw::engine
