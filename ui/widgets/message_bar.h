// MessageBar: a non-modal message across the top of a page, with what can be done about it. Closes itself when a
// button is pressed.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QLabel;
class QHBoxLayout;

namespace gw::ui {

class MessageBar final : public QWidget
{
    Q_OBJECT

public:
    MessageBar(const Theme& theme, Severity severity, const QString& text, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;
    template <typename Context, typename Slot>
    void addAction(const QString& text, Context* context, Slot slot)
    {
        connect(addActionButton(text), &QAbstractButton::clicked, context, std::move(slot));
    }

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QAbstractButton* addActionButton(const QString& text);
    void close();

    const Theme& m_theme;
    Severity m_severity;
    QLabel* m_text;
    QHBoxLayout* m_row;
};

} // namespace gw::ui
