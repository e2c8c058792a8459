// Form: a column of sections and fields, at most 720 pixels wide, on the page's grid; below it what needs more room.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <initializer_list>

class QVBoxLayout;

namespace gw::ui {

inline constexpr int formWidth = 720;

class Form : public QWidget
{
    Q_OBJECT

public:
    explicit Form(const Theme& theme, QWidget* parent = nullptr);

    QWidget* addSection(const QString& title, const QString& explanation = {}); // gives the heading
    template <typename W>
    W* add(W* widget)
    {
        addWidget(widget);
        return widget;
    }
    void addRow(std::initializer_list<QWidget*> widgets);     // side by side, equally wide
    void addButtons(std::initializer_list<QWidget*> buttons); // side by side, as wide as their texts
    void addText(const QString& text);                        // a muted paragraph
    // As wide as the page allows (tables, templates with their preview); what is added next begins a column below it.
    template <typename W>
    W* addWide(W* widget)
    {
        addWideWidget(widget);
        return widget;
    }

protected:
    const Theme& m_theme;

private:
    void addWidget(QWidget* widget);
    void addWideWidget(QWidget* widget);
    void beginColumn();

    QVBoxLayout* m_page;
    QVBoxLayout* m_column = nullptr; // none yet below a wide widget
};

} // namespace gw::ui
