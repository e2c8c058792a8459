// readOpenApi: any text is read or refused with an error; what was read and not edited is written byte for byte.
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "tests/fuzz/check.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (size > 1 << 16)
        return 0;
    const OpenApiReading reading = readOpenApi(text, "api.yaml", ApiId{1});
    fuzz::demand(hasErrors(reading.diagnostics) == (reading.source == nullptr),
                 "an error exactly when nothing was read");
    if (!reading.source)
        return 0;
    Api api;
    api.definition = RestApi{reading.source->definition};
    api.source = reading.source;
    const auto written = writeOpenApi(api);
    fuzz::demand(written && *written == text, "an unedited document is written byte for byte");
    return 0;
}
