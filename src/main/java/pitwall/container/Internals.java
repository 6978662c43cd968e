package pitwall.container;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Looks into a server's objects, where its API has no door. For few and short paths only. */
final class Internals {
  private Internals() {}

  /** The value of a field, however private, declared by the object's class or one above it. */
  static Object field(Object target, String name) throws ReflectiveOperationException {
    return find(target, name).get(target);
  }

  /** Sets such a field. */
  static void set(Object target, String name, Object value) throws ReflectiveOperationException {
    find(target, name).set(target, value);
  }

  private static Field find(Object target, String name) throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          open(field);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(target.getClass().getName() + '.' + name);
  }

  /** Calls a method, however private, that takes nothing. */
  static Object call(Object target, String name) throws ReflectiveOperationException {
    return method(target, name).invoke(target);
  }

  /** Calls a method, however private, that takes one number. */
  static void call(Object target, String name, int number) throws ReflectiveOperationException {
    method(target, name, int.class).invoke(target, number);
  }

  private static Method method(Object target, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Method method = type.getDeclaredMethod(name, parameters);
        open(method);
        return method;
      } catch (NoSuchMethodException e) {
        continue; // perhaps above
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + '.' + name);
  }

  private static void open(AccessibleObject member) throws ReflectiveOperationException {
    if (!member.trySetAccessible()) {
      throw new IllegalAccessException(member + " is not open to this application");
    }
  }
}
