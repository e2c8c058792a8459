// UsesList: who uses an element, a link each.
#pragma once

#include "core/edit/element_uses.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace gw::ui {

class UsesList final : public QWidget
{
    Q_OBJECT

public:
    // `whenNone` is said when nothing uses it.
    UsesList(const Theme& theme, const QString& whenNone, QWidget* parent = nullptr);
    void showUses(const ElementUses& uses);

signals:
    void elementRequested(const gw::NodeRef& element);

private:
    const Theme& m_theme;
    QString m_whenNone;
    QVBoxLayout* m_column;
    QWidget* m_rows = nullptr;
    ElementUses m_uses;
};

} // namespace gw::ui
