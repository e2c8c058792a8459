// SegmentedControl: a few exclusive choices side by side ("Pretty | Raw"), one always chosen.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace gw::ui {

class SegmentedControl final : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(const Theme& theme, QWidget* parent = nullptr);

    void addSegment(const QString& text, const QString& icon = {}); // the first becomes the current one
    [[nodiscard]] int current() const;
    void setCurrent(int index); // without a signal
    void setSegmentText(int index, const QString& text);

signals:
    void currentChanged(int index); // by the user

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QButtonGroup* m_group;
    QHBoxLayout* m_row;
};

} // namespace gw::ui
