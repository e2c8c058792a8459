// Method badges and status pills: the same look in delegates (the paint functions) and in layouts (the widgets).
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPainter;

namespace gw::ui {

// A method's verb in its colour, in a box of one width for all verbs ("DEL", "OPT" … where the whole word would not
// fit). Stands on its own ground, so it reads the same on a selected row.
[[nodiscard]] QSize methodBadgeSize();
void paintMethodBadge(QPainter& painter, const Theme& theme, const QRect& rect, const QString& verb);

// "200 OK" on a tint of its class: 2xx success, 3xx accent, 4xx alert, 5xx danger, anything else neutral.
[[nodiscard]] Color statusColor(int status);
[[nodiscard]] Color statusGround(int status);
void paintStatusPill(QPainter& painter, const Theme& theme, const QRect& rect, int status, const QString& text);

class MethodBadge final : public QWidget
{
    Q_OBJECT

public:
    explicit MethodBadge(const Theme& theme, QWidget* parent = nullptr);
    void setVerb(const QString& verb);
    [[nodiscard]] QString verb() const { return m_verb; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_verb;
};

class StatusPill final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusPill(const Theme& theme, QWidget* parent = nullptr);
    void setStatus(int status, const QString& text); // text: "200 OK"; empty text hides the pill's words
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_status = 0;
    QString m_text;
};

} // namespace gw::ui
