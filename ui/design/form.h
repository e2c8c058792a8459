// Form: a column of sections and fields, at most 720 pixels wide, on the page's grid.
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
    void addRow(std::initializer_list<QWidget*> widgets); // side by side, equally wide
    void addText(const QString& text);                    // a muted paragraph

protected:
    const Theme& m_theme;

private:
    void addWidget(QWidget* widget);

    QVBoxLayout* m_column;
};

} // namespace gw::ui
