// MessageView: one captured message as HTTP writes it, with syntax colours: start line, fields, the body indented for
// reading where it is JSON. Says where a body was cut.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QWidget>

class QLabel;

namespace gw::ui {

class CodeEditor;

class MessageView final : public QWidget
{
    Q_OBJECT

public:
    MessageView(const Theme& theme, const QString& title, QWidget* parent = nullptr);
    void setMessage(const engine::TraceMessage* message); // nullptr: nothing was captured here
    [[nodiscard]] QString text() const;

private:
    void restyle();

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_facts;
    CodeEditor* m_text;
    QLabel* m_cut;
};

// The text the view shows.
[[nodiscard]] QString messageText(const engine::TraceMessage& message);

} // namespace gw::ui
