// TemplatePreview: renders a template against a sample as people type: after a short pause, off the GUI thread, and
// only the newest input counts. Rendering is bounded by the engine, so an endless template ends by itself.
#pragma once

#include "ui/models/template_rendering.h"
#include "ui/session/background.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace gw::ui {

class TemplatePreview final : public QObject
{
    Q_OBJECT

public:
    explicit TemplatePreview(TemplateRenderer renderer, QObject* parent = nullptr);

    void setTemplate(const QString& text);
    // The same, of a text that is asked for when the pause is over: a long one is not copied for each letter typed.
    void setTemplateSource(std::function<QString()> text);
    void templateTyped();
    void setSample(const TemplateSample& sample, TemplateSide side);
    void setActive(bool isActive); // renders only while somebody looks
    [[nodiscard]] const TemplateRendering& rendering() const { return m_rendering; }
    [[nodiscard]] bool isPending() const { return m_pause.isActive() || m_shown != m_wanted; }

signals:
    void rendered();

private:
    void schedule();
    void start();

    TemplateRenderer m_renderer;
    QTimer m_pause;
    std::string m_text;
    std::function<QString()> m_source; // empty: m_text is set
    bool m_isTyped = false;            // since the source was last asked
    TemplateSample m_sample;
    TemplateSide m_side = TemplateSide::Request;
    bool m_isActive = false;
    quint64 m_wanted = 0; // counts inputs
    quint64 m_shown = 0;  // the input the rendering belongs to
    std::shared_ptr<std::atomic<quint64>> m_newest = std::make_shared<std::atomic<quint64>>(0);
    TemplateRendering m_rendering;
    Background m_background; // last: it waits for the worker when this goes
};

} // namespace gw::ui
