// PageHead: the line a page of an API begins with: its name large, what it holds in small print on the same line, and
// buttons at the end.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QString;

namespace gw::ui {

class Theme;
class ToneLabel;

class PageHead final : public QWidget
{
    Q_OBJECT

public:
    explicit PageHead(const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& name, const QString& counts);
    void addButton(QWidget* button);

private:
    QHBoxLayout* m_row;
    ToneLabel* m_name;
    ToneLabel* m_counts;
};

} // namespace gw::ui
