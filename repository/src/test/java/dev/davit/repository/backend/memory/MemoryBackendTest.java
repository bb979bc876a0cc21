package dev.davit.repository.backend.memory;

import dev.davit.repository.backend.Backend;
import dev.davit.repository.backend.BackendContract;

class MemoryBackendTest extends BackendContract {
  @Override
  protected Backend open() {
    return new MemoryBackend();
  }
}
