// A job that is no longer the newest does not begin; one that was overtaken while it ran is not shown.
#include "ui/session/template_preview.h"

#include <optional>
#include <utility>

namespace gw::ui {

namespace {

constexpr int typingPause = 120; // milliseconds

}

TemplatePreview::TemplatePreview(TemplateRenderer renderer, QObject* parent)
    : QObject(parent), m_renderer(std::move(renderer))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &TemplatePreview::start);
}

void TemplatePreview::setTemplate(const QString& text)
{
    std::string bytes = text.toStdString();
    if (bytes == m_text && m_wanted > 0)
        return;
    m_text = std::move(bytes);
    schedule();
}

void TemplatePreview::setTemplateSource(std::function<QString()> text)
{
    m_source = std::move(text);
}

void TemplatePreview::templateTyped()
{
    m_isTyped = true;
    schedule();
}

void TemplatePreview::setSample(const TemplateSample& sample, TemplateSide side)
{
    if (sample == m_sample && side == m_side && m_wanted > 0)
        return;
    m_sample = sample;
    m_side = side;
    schedule();
}

void TemplatePreview::setActive(bool isActive)
{
    m_isActive = isActive;
    if (isActive && m_renderer && m_wanted != m_shown)
        m_pause.start();
}

void TemplatePreview::schedule()
{
    *m_newest = ++m_wanted;
    if (m_isActive && m_renderer)
        m_pause.start();
}

void TemplatePreview::start()
{
    if (m_source && std::exchange(m_isTyped, false))
        m_text = m_source().toStdString();
    const quint64 number = m_wanted;
    m_background.run(
        [renderer = m_renderer, text = m_text, sample = m_sample, side = m_side, number,
         newest = m_newest]() -> std::optional<TemplateRendering> {
            if (*newest != number)
                return std::nullopt;
            return renderer(text, sample, side);
        },
        [this, number](std::optional<TemplateRendering> rendering) {
            if (!rendering || number != m_wanted)
                return;
            m_shown = number;
            m_rendering = *std::move(rendering);
            emit rendered();
        });
}

} // namespace gw::ui
