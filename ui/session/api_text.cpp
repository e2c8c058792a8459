// Of the states asked for while one is written only the last is written next.
#include "ui/session/api_text.h"

#include "core/format/openapi_source.h"
#include "core/format/openapi_write.h"
#include "core/format/websocket_file.h"

#include <utility>

namespace gw::ui {

namespace {

constexpr std::size_t usualSize = 256 * 1024; // bytes: written and read within a frame

std::shared_ptr<const WrittenApi> writeApi(const std::shared_ptr<const Api>& api)
{
    auto result = std::make_shared<WrittenApi>(WrittenApi{api, textOf(*api), {}});
    if (!result->text)
        return result;
    if (api->source && api->source->text == *result->text)
        result->tree = api->source->tree;
    else if (auto tree = json::read(*result->text, json::detectSyntax(*result->text)))
        result->tree = std::move(*tree);
    return result;
}

} // namespace

Result<std::string> textOf(const Api& api)
{
    return api.kind() == ApiKind::WebSocket ? writeWebSocket(api) : writeOpenApi(api);
}

bool isLarge(const Api& api)
{
    return api.source && api.source->text.size() > usualSize;
}

void ApiText::write(std::shared_ptr<const Api> api)
{
    if (!isWriting() && m_last && m_last->api == api) {
        emit written();
        return;
    }
    if (!isWriting() && !isLarge(*api)) {
        m_last = writeApi(api);
        emit written();
        return;
    }
    m_wanted = std::move(api);
    writeNext();
}

void ApiText::forget()
{
    ++m_generation;
    m_isForgotten = true;
    m_wanted.reset();
}

void ApiText::writeNext()
{
    if (m_isWriting || !m_wanted)
        return;
    m_isWriting = true;
    m_isForgotten = false;
    const auto work = [api = std::exchange(m_wanted, nullptr)] { return writeApi(api); };
    m_worker.run(work, [this, mine = m_generation](std::shared_ptr<const WrittenApi> result) {
        m_isWriting = false;
        writeNext();
        if (mine != m_generation)
            return;
        m_worker.letGo(std::exchange(m_last, std::move(result)));
        emit written();
    });
}

} // namespace gw::ui
